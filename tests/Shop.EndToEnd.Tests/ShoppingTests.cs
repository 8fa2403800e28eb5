using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

[Collection(Lanes.Changing)]
public sealed class ShoppingTests(RunningShop shop, Browser browser)
{
    [Theory]
    [InlineData("en", "headphones", true)]
    [InlineData("en", "headphones", false)]
    [InlineData("zh", "耳机", true)]
    [InlineData("zh", "耳机", false)]
    public async Task The_whole_path_from_a_search_to_an_order_works(string lang, string words, bool scripts)
    {
        await using var visitor = await browser.VisitAsync(shop.Address, lang, scripts);
        await visitor.SearchAsync(words);
        Assert.True(await visitor.FoundAsync() > 0);

        var name = await visitor.OpenFirstProductAsync();
        await visitor.AddAsync(2);
        await Assertions.Expect(visitor.Note).ToContainTextAsync(name);
        await Assertions.Expect(visitor.Page.Locator("#cart-count")).ToHaveTextAsync("2");

        await visitor.Page.Locator(".cartlink").ClickAsync();
        await Assertions.Expect(visitor.CartLines).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.CartLines.First).ToContainTextAsync(name);
        await visitor.SetQuantityAsync(0, 3);
        await Assertions.Expect(visitor.Page.Locator("#cart-count")).ToHaveTextAsync("3");

        await visitor.PlaceOrderAsync();
        await Assertions.Expect(visitor.Page.Locator("#cart-count")).ToHaveTextAsync("0");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_whole_path_works_with_the_keyboard_alone()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        var keyboard = visitor.Page.Keyboard;

        await visitor.TabToAsync("a.skip");
        await visitor.TabToAsync("#q");
        await keyboard.TypeAsync("teapot");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#results-title")).ToContainTextAsync("teapot");
        await visitor.TabToAsync(".results .card h2 a");
        await keyboard.PressAsync("Enter");
        await visitor.ArriveAsync("/products/[^/]+$");

        await visitor.TabToAsync(".facts form.add button.primary");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Note).Not.ToBeEmptyAsync();
        await visitor.GoAsync(visitor.Page.Url);
        await visitor.TabToAsync("a.cartlink");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.CartLines).ToHaveCountAsync(1);

        await visitor.TabToAsync("a[href='/checkout']");
        await keyboard.PressAsync("Enter");
        await visitor.ArriveAsync("/checkout$");
        await visitor.TabToAsync("form[action='/checkout'] button");
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator(".thanks")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_head_of_the_page()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        await visitor.TabToAsync("a.skip");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#content")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_language_can_be_changed_and_stays()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        await visitor.SearchAsync("tea");
        await visitor.Page.Locator(".tools a[hreflang=zh]").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Assertions.Expect(visitor.Page.Locator("#q")).ToHaveValueAsync("tea");
        await visitor.GoAsync("/cart");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("购物车");
    }

    [Fact]
    public async Task A_product_page_recommends_others_that_lead_somewhere()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        await visitor.OpenFirstProductAsync();
        // Recommendations may be asked before they know anything; the page is asked again until they do.
        await Deadline.UntilAsync(
            async () =>
            {
                await visitor.Page.ReloadAsync();
                return await visitor.Page.Locator(".beside .card").CountAsync() > 0 ? visitor : null;
            },
            "a product page with recommendations");
        var recommended = visitor.Page.Locator(".beside .card h3 a").First;
        var name = await recommended.InnerTextAsync();
        await recommended.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".facts h1")).ToHaveTextAsync(name);
    }

    [Fact]
    public async Task What_goes_together_is_recommended_as_such()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        var pair = new List<string>();
        foreach (var category in new[] { "kitchen", "sports" })
        {
            await visitor.GoAsync($"/search?category={category}&inStock=true&sort=-price");
            await visitor.OpenFirstProductAsync();
            pair.Add(new Uri(visitor.Page.Url).AbsolutePath);
            await visitor.AddAsync();
        }

        await Deadline.UntilAsync(
            async () =>
            {
                await visitor.GoAsync(pair[0]);
                var isBeside = await visitor.Page.Locator($".beside a[href='{pair[1]}']").CountAsync() > 0;
                return isBeside && await visitor.Page.Locator("#beside-title").InnerTextAsync() == "Others also chose" ? visitor : null;
            },
            $"{pair[1]} beside {pair[0]}, as what others also chose");
    }
}
