using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Shop.Api.Tests.Support;

namespace Shop.Api.Tests.Catalogue;

public sealed class BootstrapTests
{
    [Fact]
    public async Task The_service_lives_and_says_what_it_waits_for_while_there_is_no_search_engine()
    {
        await using var app = new ApiApp(FreeAddress());

        Assert.Equal("Healthy", await app.Client.GetStringAsync("/alive"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/health")).StatusCode);
        await app.Client.GetAsync("/products").ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        await app.SendAsync(HttpMethod.Post, "/products", "{}").ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Fact]
    public async Task It_becomes_ready_when_the_search_engine_comes_later()
    {
        var address = FreeAddress();
        await using var app = new ApiApp(address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/health")).StatusCode);

        await using var emulator = await Emulator.StartAsync("--urls", address);
        await app.ReadyAsync();

        Assert.Equal(1000, (await app.GetAsync("/products")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Two_replicas_that_start_together_seed_once_and_a_restart_seeds_nothing()
    {
        await using var emulator = await Emulator.StartAsync();
        await using (var one = new ApiApp(emulator.Address))
        await using (var two = new ApiApp(emulator.Address))
        {
            await one.ReadyAsync();
            await two.ReadyAsync();
            Assert.Equal(1000, (await two.GetAsync("/products")).GetProperty("total").GetInt64());
            (await one.SendAsync(HttpMethod.Delete, "/products/p-000001")).EnsureSuccessStatusCode();
        }

        await using var again = new ApiApp(emulator.Address);
        await again.ReadyAsync();

        Assert.Equal(999, (await again.GetAsync("/products")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task An_index_that_vanishes_is_made_again_and_never_invented_by_a_write()
    {
        await using var emulator = await Emulator.StartAsync();
        await using var app = new ApiApp(emulator.Address);
        await app.ReadyAsync();
        using var engine = new HttpClient { BaseAddress = new Uri(emulator.Address) };
        (await engine.DeleteAsync("/products-v1")).EnsureSuccessStatusCode();

        await app.SendAsync(HttpMethod.Post, "/products", """{ "name": { "en": "x" }, "category": "home", "price": 1 }""").ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
        await app.ReadyAsync();

        Assert.Equal(1000, (await app.GetAsync("/products")).GetProperty("total").GetInt64());
        Assert.Equal(HttpStatusCode.OK, (await engine.GetAsync("/products-v1/_mapping")).StatusCode);
    }

    [Fact]
    public async Task Products_of_an_older_index_move_to_the_new_one_behind_the_same_alias()
    {
        await using var emulator = await Emulator.StartAsync();
        using var engine = new HttpClient { BaseAddress = new Uri(emulator.Address) };
        await SendAsync(engine, HttpMethod.Put, "/products-v0", """{ "mappings": { "properties": { "id": { "type": "keyword" } } } }""");
        for (var number = 0; number < 3; number++)
        {
            await SendAsync(engine, HttpMethod.Put, $"/products-v0/_doc/old-{number}", $$"""
                { "id": "old-{{number}}", "name": { "en": "Oldword {{number}}" }, "category": "home", "price": 1250, "currency": "CNY", "stock": 1,
                  "created": 1700000000000, "updated": 1700000000000, "version": {{number + 5}}, "sort_en": "oldword", "sort_zh": "oldword" }
                """);
        }

        await SendAsync(engine, HttpMethod.Post, "/_aliases", """{ "actions": [ { "add": { "index": "products-v0", "alias": "products" } } ] }""");
        await using var app = new ApiApp(emulator.Address);
        await app.ReadyAsync();

        var found = await app.GetAsync("/search?q=oldword");
        var aliases = await SendAsync(engine, HttpMethod.Get, "/_alias/products", null);
        var product = await app.GetAsync("/products/old-2");

        Assert.Equal(3, found.GetProperty("total").GetInt64());
        Assert.Equal(["products-v1"], aliases.EnumerateObject().Select(index => index.Name));
        Assert.Equal(7, product.GetProperty("version").GetInt32());
        Assert.Equal(12.50m, product.GetProperty("price").GetDecimal());
    }

    [Fact]
    public async Task A_search_engine_that_dies_is_503_and_comes_back_by_itself()
    {
        var folder = Directory.CreateTempSubdirectory("shop-api-").FullName;
        try
        {
            var address = FreeAddress();
            var emulator = await Emulator.StartAsync("--urls", address, "--data", folder);
            await using var app = new ApiApp(address);
            await app.ReadyAsync();
            var added = await app.AddAsync("""{ "name": { "en": "Durableword" }, "category": "home", "price": 1 }""");
            await emulator.KillAsync();
            await emulator.DisposeAsync();

            await app.Client.GetAsync("/products").ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.Client.GetAsync("/health")).StatusCode);
            Assert.Equal("Healthy", await app.Client.GetStringAsync("/alive"));

            await using var again = await Emulator.StartAsync("--urls", address, "--data", folder);
            await app.ReadyAsync();
            Assert.Equal(added.GetRawText(), (await app.GetAsync($"/products/{added.GetProperty("id").GetString()}")).GetRawText());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<JsonElement> SendAsync(HttpClient engine, HttpMethod method, string path, string? json)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        var response = await engine.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    // The port is needed before anything listens on it; nothing else is given it in between unless it asks for this very one.
    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
