using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shop.Api.Idempotency;
using Shop.Api.Tests.Support;

namespace Shop.Api.Tests.Products;

public sealed class IdempotencyTests(Emulator emulator) : IClassFixture<Emulator>
{
    private const string Product = """{ "name": { "en": "Onceword" }, "category": "home", "price": 5 }""";

    [Fact]
    public async Task A_repeat_gets_the_first_answer_from_every_replica_and_adds_nothing()
    {
        await using var one = new ApiApp(emulator.Address);
        await using var other = new ApiApp(emulator.Address);
        await one.ReadyAsync();
        await other.ReadyAsync();
        var key = Guid.NewGuid().ToString();

        var first = await one.SendAsync(HttpMethod.Post, "/products", Product, ("Idempotency-Key", key)).JsonAsync(HttpStatusCode.Created);
        var repeat = await other.SendAsync(HttpMethod.Post, "/products", Product.Replace(" ", "", StringComparison.Ordinal), ("Idempotency-Key", key));

        Assert.Equal(HttpStatusCode.Created, repeat.StatusCode);
        Assert.Equal("true", repeat.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(first.GetRawText(), await repeat.Content.ReadAsStringAsync());
        await other.SendAsync(HttpMethod.Post, "/products", Product.Replace("5", "6", StringComparison.Ordinal), ("Idempotency-Key", key))
            .ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task The_first_answer_is_given_again_even_when_the_product_has_changed_or_gone()
    {
        await using var app = new ApiApp(emulator.Address);
        await app.ReadyAsync();
        var key = Guid.NewGuid().ToString();
        var first = await app.SendAsync(HttpMethod.Post, "/products", Product, ("Idempotency-Key", key)).JsonAsync(HttpStatusCode.Created);
        var path = $"/products/{first.GetProperty("id").GetString()}";
        (await app.SendAsync(HttpMethod.Delete, path)).EnsureSuccessStatusCode();

        var repeat = await app.SendAsync(HttpMethod.Post, "/products", Product, ("Idempotency-Key", key)).JsonAsync(HttpStatusCode.Created);

        Assert.Equal(first.GetRawText(), repeat.GetRawText());
        await app.Client.GetAsync(path).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Records_older_than_a_day_are_deleted_and_younger_ones_still_answer()
    {
        await using var app = new ApiApp(emulator.Address);
        await app.ReadyAsync();
        var (young, old) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        var first = await app.SendAsync(HttpMethod.Post, "/products", Product, ("Idempotency-Key", young)).JsonAsync(HttpStatusCode.Created);
        using var search = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(emulator.Address) };
        var created = (DateTimeOffset.UtcNow - IdempotencyRecords.Lifetime).AddMinutes(-1).ToUnixTimeMilliseconds();
        using var record = new StringContent($$"""{"fingerprint":"f","product":"p","created":{{created}}}""", Encoding.UTF8, "application/json");
        (await search.PutAsync($"{IdempotencyIndex.Name}/_doc/{old}?refresh=true", record)).EnsureSuccessStatusCode();

        var deleted = await app.Services.GetRequiredService<IdempotencyRecords>().DeleteExpiredAsync(CancellationToken.None);

        Assert.Equal(1, deleted);
        Assert.Equal(HttpStatusCode.NotFound, (await search.GetAsync($"{IdempotencyIndex.Name}/_doc/{old}")).StatusCode);
        var repeat = await app.SendAsync(HttpMethod.Post, "/products", Product, ("Idempotency-Key", young)).JsonAsync(HttpStatusCode.Created);
        Assert.Equal(first.GetRawText(), repeat.GetRawText());
    }

    [Fact]
    public async Task The_same_request_many_times_at_once_adds_one_product()
    {
        await using var app = new ApiApp(emulator.Address);
        await app.ReadyAsync();
        var key = Guid.NewGuid().ToString();
        var body = Product.Replace("Onceword", "Simultaneousword", StringComparison.Ordinal);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            app.SendAsync(HttpMethod.Post, "/products", body, ("Idempotency-Key", key)).JsonAsync(HttpStatusCode.Created)));

        Assert.Single(answers.Select(answer => answer.GetProperty("id").GetString()).Distinct());
        Assert.Equal(1, (await app.GetAsync("/search?q=simultaneousword")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Without_a_key_every_request_adds()
    {
        await using var app = new ApiApp(emulator.Address);
        await app.ReadyAsync();

        var one = await app.AddAsync(Product);
        var two = await app.AddAsync(Product);

        Assert.NotEqual(one.GetProperty("id").GetString(), two.GetProperty("id").GetString());
    }
}
