using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

[Collection(Lanes.Changing)]
public sealed class SearchTests(RunningShop shop, Browser browser)
{
    [Theory]
    [InlineData("en", "headphones", "Headphones")]
    [InlineData("zh", "耳机", "耳机")]
    [InlineData("zh", "茶", "茶")]
    [InlineData("en", "headphoens", "Headphones")]
    public async Task A_search_finds_and_marks(string lang, string words, string marked)
    {
        await using var visitor = await browser.VisitAsync(shop.Address, lang);
        await visitor.SearchAsync(words);
        await Assertions.Expect(visitor.Products.First.Locator("mark").First).ToHaveTextAsync(marked, new() { IgnoreCase = true });
    }

    [Fact]
    public async Task Results_follow_what_is_typed()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        await visitor.Page.Locator("#q").PressSequentiallyAsync("keyboard");
        await Assertions.Expect(visitor.Page.Locator("#results-title")).ToContainTextAsync("“keyboard”");
        await Assertions.Expect(visitor.Products.First).ToContainTextAsync("Keyboard");
        await Assertions.Expect(visitor.Page.Locator("#q")).ToBeFocusedAsync();
        Assert.EndsWith("/search?q=keyboard", visitor.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(visitor.Note).ToContainTextAsync("keyboard");
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Facets_narrow_the_list_to_what_they_promise(bool scripts)
    {
        await using var visitor = await browser.VisitAsync(shop.Address, scripts: scripts);
        var facet = visitor.Page.Locator(".facets a[href*='category=audio']");
        var promised = await facet.Locator(".count").InnerTextAsync();
        await facet.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".facets a[aria-current]", new() { HasText = "Audio" })).ToBeVisibleAsync();
        Assert.Equal(promised, $"{await visitor.FoundAsync()}");

        var range = visitor.Page.Locator(".facets nav").Nth(1).Locator("a:has(.count)").First;
        promised = await range.Locator(".count").InnerTextAsync();
        await range.ClickAsync();
        await visitor.ArriveAsync("Price=");
        Assert.Equal(promised, $"{await visitor.FoundAsync()}");
        Assert.Contains("category=audio", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_list_is_sorted_as_asked(bool scripts)
    {
        await using var visitor = await browser.VisitAsync(shop.Address, scripts: scripts);
        await visitor.Page.Locator("#sort").SelectOptionAsync("price");
        if (!scripts)
        {
            await visitor.Page.Locator("form.sort button").ClickAsync();
        }

        await visitor.ArriveAsync("/search\\?sort=price$");
        await Assertions.Expect(visitor.Page.Locator("#listing")).Not.ToHaveAttributeAsync("aria-busy", "true");
        var prices = (await visitor.Products.Locator(".price").AllInnerTextsAsync())
            .Select(text => decimal.Parse(text.TrimStart('¥'), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.True(prices.Count > 10);
        Assert.Equal(prices.Order(), prices);
    }

    [Fact]
    public async Task Every_product_is_reached_page_by_page_once()
    {
        await using var visitor = await browser.VisitAsync(shop.Address, scripts: false);
        await visitor.GoAsync("/search?category=audio&sort=name");
        var expected = await visitor.FoundAsync();
        var seen = new List<string?>();
        while (true)
        {
            foreach (var link in await visitor.Products.Locator("h2 a").AllAsync())
            {
                seen.Add(await link.GetAttributeAsync("href"));
            }

            var next = visitor.Page.Locator("a[rel=next]");
            if (await next.CountAsync() == 0)
            {
                break;
            }

            await visitor.GoAsync((await next.GetAttributeAsync("href"))!);
        }

        Assert.Equal(expected, seen.Count);
        Assert.Equal(expected, seen.Distinct().Count());
    }

    [Fact]
    public async Task Script_in_a_search_stays_text()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        await visitor.GoAsync($"/search?q={Uri.EscapeDataString("<img src=x onerror=document.title='taken'><script>document.title='taken'</script>")}");
        await Assertions.Expect(visitor.Page.Locator("#results-title")).ToContainTextAsync("<img src=x");
        Assert.DoesNotContain("taken", (await visitor.Page.TitleAsync()).Split('–')[^1], StringComparison.Ordinal);
        Assert.Equal(0, await visitor.Page.Locator("main img").CountAsync());
    }
}
