using System.Net;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Carts;

public sealed class CartEndpointsTests
{
    public static TheoryData<string> Stores => ["memory", "sqlite", "elasticsearch"];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_cart_nobody_wrote_to_is_empty_and_has_version_0(string store)
    {
        await using var app = await CartApp.StartAsync(store);

        var response = await app.Client.GetAsync($"/carts/{NewCart()}");
        var cart = await Task.FromResult(response).JsonAsync();

        Assert.Equal("\"0\"", response.Headers.ETag?.Tag);
        Assert.Equal(0, cart.GetProperty("lines").GetArrayLength());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, cart.GetProperty("currency").ValueKind);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Adding_takes_the_price_of_the_catalogue_and_sums_up(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        var name = NewCart();

        await app.AddAsync(name, "p-1", 2);
        var cart = await app.AddAsync(name, "p-2", 3);

        Assert.Equal(2, cart.GetProperty("version").GetInt32());
        Assert.Equal(5, cart.GetProperty("itemCount").GetInt32());
        Assert.Equal(1037.70m, cart.GetProperty("total").GetDecimal());
        Assert.Equal("CNY", cart.GetProperty("currency").GetString());
        Assert.Equal(239.70m, cart.GetProperty("lines")[1].GetProperty("lineTotal").GetDecimal());
        Assert.Equal("东西", cart.GetProperty("lines")[0].GetProperty("name").GetProperty("zh").GetString());
        Assert.Equal(cart.GetRawText(), (await app.GetAsync($"/carts/{name}")).GetRawText());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_price_stays_with_the_line_until_the_product_is_added_again(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        var name = NewCart();
        await app.AddAsync(name, "p-1");
        app.Catalogue.Sells("p-1", 450m);

        var kept = await app.SendAsync(HttpMethod.Put, $"/carts/{name}/lines/p-1", """{ "quantity": 2 }""").JsonAsync();
        var renewed = await app.AddAsync(name, "p-1");

        Assert.Equal(798m, kept.GetProperty("total").GetDecimal());
        Assert.Equal(1350m, renewed.GetProperty("total").GetDecimal());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Lines_are_set_removed_and_cleared(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        var name = NewCart();
        await app.AddAsync(name, "p-1");
        await app.AddAsync(name, "p-2");

        var set = await app.SendAsync(HttpMethod.Put, $"/carts/{name}/lines/p-1", """{ "quantity": 7 }""").JsonAsync();
        var zero = await app.SendAsync(HttpMethod.Put, $"/carts/{name}/lines/p-1", """{ "quantity": 0 }""").JsonAsync();
        var again = await app.SendAsync(HttpMethod.Delete, $"/carts/{name}/lines/p-1").JsonAsync();
        var cleared = await app.SendAsync(HttpMethod.Delete, $"/carts/{name}").JsonAsync();

        Assert.Equal(8, set.GetProperty("itemCount").GetInt32());
        Assert.Equal(1, zero.GetProperty("itemCount").GetInt32());
        Assert.Equal(zero.GetProperty("version").GetInt32(), again.GetProperty("version").GetInt32());
        Assert.Equal(0, cleared.GetProperty("itemCount").GetInt32());
        await app.SendAsync(HttpMethod.Put, $"/carts/{name}/lines/p-1", """{ "quantity": 1 }""").ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_change_based_on_an_old_version_is_refused_with_the_current_one(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        var name = NewCart();
        await app.AddAsync(name, "p-1");
        await app.AddAsync(name, "p-1");

        var problem = await app.SendAsync(HttpMethod.Put, $"/carts/{name}/lines/p-1", """{ "quantity": 9 }""", ("If-Match", "\"1\""))
            .ProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        var changed = await app.SendAsync(HttpMethod.Put, $"/carts/{name}/lines/p-1", """{ "quantity": 9 }""", ("If-Match", "\"2\"")).JsonAsync();

        Assert.Equal(2, problem.GetProperty("currentVersion").GetInt32());
        Assert.Equal(9, changed.GetProperty("itemCount").GetInt32());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Changes_at_the_same_time_are_all_kept(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        var name = NewCart();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => app.AddAsync(name, "p-1")));

        var cart = await app.GetAsync($"/carts/{name}");
        Assert.Equal(24, cart.GetProperty("itemCount").GetInt32());
        Assert.Equal(24, cart.GetProperty("version").GetInt32());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_repeat_with_the_same_key_adds_once(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        var path = $"/carts/{NewCart()}/lines";
        const string Body = """{ "productId": "p-1", "quantity": 2 }""";

        await app.SendAsync(HttpMethod.Post, path, Body, ("Idempotency-Key", "k1")).JsonAsync();
        var repeat = await app.SendAsync(HttpMethod.Post, path, Body, ("Idempotency-Key", "k1"));
        await app.SendAsync(HttpMethod.Post, path, """{ "productId": "p-2" }""", ("Idempotency-Key", "k1")).ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");

        Assert.Equal("true", repeat.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(2, (await Task.FromResult(repeat).JsonAsync()).GetProperty("itemCount").GetInt32());
    }

    [Fact]
    public async Task A_cart_has_one_currency()
    {
        await using var app = await CartApp.StartAsync();
        await app.AddAsync("mixed", "p-1");

        await app.SendAsync(HttpMethod.Post, "/carts/mixed/lines", """{ "productId": "p-usd" }""").ProblemAsync(HttpStatusCode.Conflict, "conflict");
    }

    [Fact]
    public async Task A_line_and_a_cart_have_their_limits()
    {
        await using var app = await CartApp.StartAsync();
        for (var number = 0; number < 101; number++)
        {
            app.Catalogue.Sells($"many-{number}", 1m);
        }

        await app.AddAsync("full", "p-1", 999);
        await app.SendAsync(HttpMethod.Post, "/carts/full/lines", """{ "productId": "p-1" }""").ProblemAsync(HttpStatusCode.Conflict);
        for (var number = 0; number < 99; number++)
        {
            await app.AddAsync("full", $"many-{number}");
        }

        await app.SendAsync(HttpMethod.Post, "/carts/full/lines", """{ "productId": "many-100" }""").ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(100, (await app.GetAsync("/carts/full")).GetProperty("lines").GetArrayLength());
    }

    [Fact]
    public async Task A_price_that_no_cart_could_sum_up_is_not_taken()
    {
        await using var app = await CartApp.StartAsync();
        app.Catalogue.Sells("p-huge", 79_228_162_514_264_337_593m);
        app.Catalogue.Sells("p-negative", -5m);

        await app.SendAsync(HttpMethod.Post, "/carts/rich/lines", """{ "productId": "p-huge" }""").ProblemAsync(HttpStatusCode.ServiceUnavailable);
        await app.SendAsync(HttpMethod.Post, "/carts/rich/lines", """{ "productId": "p-negative" }""").ProblemAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Equal(0, (await app.GetAsync("/carts/rich")).GetProperty("version").GetInt32());
    }

    private static string NewCart() => $"c-{Guid.NewGuid():N}";
}
