using System.Net;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Carts;

public sealed class CheckoutTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Buying_answers_with_the_order_and_empties_the_cart(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        await app.AddAsync("me", "p-1", 2);

        var review = await app.GetAsync("/carts/me/checkout");
        var order = await app.SendAsync(HttpMethod.Post, "/carts/me/checkout").JsonAsync();
        await app.SendAsync(HttpMethod.Post, "/carts/me/checkout").ProblemAsync(HttpStatusCode.Conflict, "conflict");

        Assert.Equal("current", review.GetProperty("catalogue").GetString());
        Assert.Equal(798m, review.GetProperty("total").GetDecimal());
        Assert.Equal(798m, order.GetProperty("total").GetDecimal());
        Assert.StartsWith("o-", order.GetProperty("order").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await app.GetAsync("/carts/me")).GetProperty("itemCount").GetInt32());
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_repeated_purchase_with_the_same_key_gets_the_same_order(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        await app.AddAsync("me", "p-1", 2);

        var order = await app.SendAsync(HttpMethod.Post, "/carts/me/checkout", null, ("Idempotency-Key", "buy-1")).JsonAsync();
        await app.AddAsync("me", "p-2");
        var repeat = await app.SendAsync(HttpMethod.Post, "/carts/me/checkout", null, ("Idempotency-Key", "buy-1")).JsonAsync();

        Assert.Equal(order.GetRawText(), repeat.GetRawText());
        Assert.Equal(1, (await app.GetAsync("/carts/me")).GetProperty("itemCount").GetInt32());
    }

    [Fact]
    public async Task What_changed_in_the_catalogue_stands_in_the_way_line_by_line()
    {
        await using var app = await CartApp.StartAsync();
        app.Catalogue.Sells("p-3", 5m);
        await app.AddAsync("me", "p-1");
        await app.AddAsync("me", "p-2", 10);
        await app.AddAsync("me", "p-3");
        app.Catalogue.Sells("p-1", 400m);
        app.Catalogue.Sells("p-2", 79.90m, stock: 9);
        app.Catalogue.NoLongerSells("p-3");

        var problem = await app.SendAsync(HttpMethod.Post, "/carts/me/checkout").ProblemAsync(HttpStatusCode.Conflict, "conflict");

        Assert.Equal(
            ["p-1 price-changed", "p-2 out-of-stock", "p-3 gone"],
            problem.GetProperty("problems").EnumerateArray().Select(one => $"{one.GetProperty("productId")} {one.GetProperty("kind")}"));
        Assert.Equal(12, (await app.GetAsync("/carts/me")).GetProperty("itemCount").GetInt32());
    }

    [Fact]
    public async Task With_the_catalogue_down_the_last_known_prices_hold()
    {
        await using var app = await CartApp.StartAsync("sqlite");
        await app.AddAsync("me", "p-1");
        await app.Catalogue.DownAsync();

        var review = await app.GetAsync("/carts/me/checkout");
        var order = await app.SendAsync(HttpMethod.Post, "/carts/me/checkout").JsonAsync();

        Assert.Equal("last-known", review.GetProperty("catalogue").GetString());
        Assert.Equal(399m, order.GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task A_purchase_of_an_older_version_is_refused()
    {
        await using var app = await CartApp.StartAsync();
        await app.AddAsync("me", "p-1");
        await app.AddAsync("me", "p-1");

        await app.SendAsync(HttpMethod.Post, "/carts/me/checkout", null, ("If-Match", "\"1\"")).ProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
    }
}
