using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

[Collection(Lanes.Changing)]
public sealed class CartTests(RunningShop shop, Browser browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_two_carts_hold_what_was_put_into_each(bool scripts)
    {
        await using var visitor = await browser.VisitAsync(shop.Address, scripts: scripts);
        await PutIntoAsync(visitor, "session", "p-000001");
        await PutIntoAsync(visitor, "saved", "p-000002");
        await visitor.ChooseCartAsync("session");
        await Assertions.Expect(visitor.CartLines).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.CartLines.Locator("a[href='/products/p-000001']")).ToHaveCountAsync(1);
        await visitor.ChooseCartAsync("saved");
        await Assertions.Expect(visitor.CartLines.Locator("a[href='/products/p-000002']")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Closing_the_browser_forgets_the_session_cart_and_keeps_the_saved_one()
    {
        IReadOnlyList<Cookie> kept;
        await using (var visitor = await browser.VisitAsync(shop.Address))
        {
            await PutIntoAsync(visitor, "session", "p-000001");
            await PutIntoAsync(visitor, "saved", "p-000002");
            kept = await visitor.KeptCookiesAsync();
        }

        await using var back = await browser.VisitAsync(shop.Address, cookies: kept);
        await back.ChooseCartAsync("saved");
        await Assertions.Expect(back.CartLines).ToHaveCountAsync(1);
        await back.ChooseCartAsync("session");
        await Assertions.Expect(back.CartLines).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Lines_are_removed_and_the_cart_is_emptied()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        await PutIntoAsync(visitor, "session", "p-000001");
        await PutIntoAsync(visitor, "session", "p-000003");
        await PutIntoAsync(visitor, "session", "p-000004");
        await visitor.GoAsync("/cart");
        await Assertions.Expect(visitor.CartLines).ToHaveCountAsync(3);
        await visitor.CartLines.First.Locator("form[action$='/remove'] button").ClickAsync();
        await Assertions.Expect(visitor.CartLines).ToHaveCountAsync(2);
        await visitor.Page.Locator("form[action='/cart/clear'] button").ClickAsync();
        await Assertions.Expect(visitor.CartLines).ToHaveCountAsync(0);
    }

    internal static async Task PutIntoAsync(Visitor visitor, string kind, string product)
    {
        await visitor.ChooseCartAsync(kind);
        await visitor.GoAsync($"/products/{product}");
        await visitor.AddAsync();
    }
}
