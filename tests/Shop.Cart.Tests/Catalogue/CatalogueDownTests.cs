using System.Net;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Catalogue;

public sealed class CatalogueDownTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_product_seen_before_can_still_be_added(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        await app.AddAsync("before", "p-1");
        await app.Catalogue.DownAsync();

        var cart = await app.AddAsync("after", "p-1", 2);

        Assert.Equal(798m, cart.GetProperty("total").GetDecimal());
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task A_product_never_seen_is_503_with_a_time_to_come_back()
    {
        await using var app = await CartApp.StartAsync();
        await app.Catalogue.DownAsync();

        var sending = app.SendAsync(HttpMethod.Post, "/carts/me/lines", """{ "productId": "p-1" }""");
        await sending.ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");

        Assert.NotNull((await sending).Headers.RetryAfter);
    }

    [Fact]
    public async Task A_broken_catalogue_counts_as_down_and_not_as_without_products()
    {
        await using var app = await CartApp.StartAsync();
        await app.AddAsync("me", "p-1");
        app.Catalogue.IsBroken = true;

        var cart = await app.AddAsync("me", "p-1");

        Assert.Equal(2, cart.GetProperty("itemCount").GetInt32());
    }

    [Fact]
    public async Task Whatever_needs_no_product_works_without_the_catalogue()
    {
        await using var app = await CartApp.StartAsync("sqlite");
        await app.AddAsync("me", "p-1", 3);
        await app.Catalogue.DownAsync();

        var set = await app.SendAsync(HttpMethod.Put, "/carts/me/lines/p-1", """{ "quantity": 1 }""").JsonAsync();
        var cleared = await app.SendAsync(HttpMethod.Delete, "/carts/me").JsonAsync();

        Assert.Equal(399m, set.GetProperty("total").GetDecimal());
        Assert.Equal(0, cleared.GetProperty("itemCount").GetInt32());
    }

    [Fact]
    public async Task The_durable_store_knows_products_nobody_asked_for_and_knows_them_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var database = ("Cart:Database", Path.Combine(folder.Path, "carts.db"));
        await using (var first = await CartApp.StartAsync("sqlite", null, database, ("Cart:MirrorInterval", "00:10:00")))
        {
            for (var number = 0; number < 250; number++)
            {
                first.Catalogue.Sells($"quiet-{number}", 1.50m);
            }

            await first.Services.GetMirror().MirrorAsync(CancellationToken.None);
        }

        await using var second = await CartApp.StartAsync("sqlite", null, database);
        await second.Catalogue.DownAsync();

        Assert.Equal(1.50m, (await second.AddAsync("me", "quiet-249")).GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task A_product_the_catalogue_took_down_is_forgotten_by_the_next_mirroring()
    {
        await using var app = await CartApp.StartAsync("sqlite", null, ("Cart:MirrorInterval", "00:10:00"));
        var mirror = app.Services.GetMirror();
        await mirror.MirrorAsync(CancellationToken.None);
        app.Catalogue.NoLongerSells("p-1");
        await mirror.MirrorAsync(CancellationToken.None);
        await app.Catalogue.DownAsync();

        await app.SendAsync(HttpMethod.Post, "/carts/me/lines", """{ "productId": "p-1" }""").ProblemAsync(HttpStatusCode.ServiceUnavailable);
        await app.AddAsync("me", "p-2");
    }
}
