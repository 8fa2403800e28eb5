using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

/// <summary>What survives what. These tests stop and break a shop, so they have one of their own.</summary>
[Collection(Lanes.Looking)]
public sealed class OutageTests(Browser browser)
{
    [Fact]
    public async Task The_saved_cart_survives_a_restart_of_everything_and_works_while_the_catalogue_is_down()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SHOP_URL") is { Length: > 0 }, "SHOP_URL names a shop that is not ours to stop.");
        await using var shop = new RunningShop();
        await shop.InitializeAsync();
        IReadOnlyList<Cookie> kept;
        await using (var visitor = await browser.VisitAsync(shop.Address))
        {
            await CartTests.PutIntoAsync(visitor, "saved", "p-000002");
            await CartTests.PutIntoAsync(visitor, "saved", "p-000003");
            kept = await visitor.KeptCookiesAsync();
        }

        await shop.RestartAsync();
        await using var back = await browser.VisitAsync(shop.Address, cookies: kept);
        await back.ChooseCartAsync("saved");
        await Assertions.Expect(back.CartLines).ToHaveCountAsync(2);

        await shop.Host.KillProjectAsync("Shop.Api");
        await back.SetQuantityAsync(0, 5);
        await Assertions.Expect(back.Page.Locator("#cart-count")).ToHaveTextAsync("6");
        await back.CartLines.Nth(1).Locator("form[action$='/remove'] button").ClickAsync();
        await Assertions.Expect(back.CartLines).ToHaveCountAsync(1);
        await back.ScreenshotAsync("cart-without-catalogue");

        await back.GoAsync("/");
        await Assertions.Expect(back.Page.Locator("h1")).ToHaveTextAsync("That did not work");
        await back.Page.Locator("form[action='/cart/choice'] button").ClickAsync();
        await Assertions.Expect(back.CartLines).ToHaveCountAsync(1);
    }
}
