using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

/// <summary>Pictures for people, and what can be checked about looks without one.</summary>
[Collection(Lanes.Looking)]
public sealed class AppearanceTests(RunningShop shop, Browser browser)
{
    [Theory]
    [InlineData("en", 1280)]
    [InlineData("zh", 1280)]
    [InlineData("en", 390)]
    public async Task Pages_fit_the_screen_and_are_kept_as_pictures(string lang, int width)
    {
        await using var visitor = await browser.VisitAsync(shop.Address, lang, screen: (width, 900));
        await visitor.GoAsync("/products/p-000001");
        await visitor.AddAsync(2);
        foreach (var (name, path) in new[] { ("list", "/"), ("search", $"/search?q={(lang == "zh" ? "茶" : "tea")}"), ("product", "/products/p-000005"), ("cart", "/cart"), ("checkout", "/checkout"), ("keeper", "/keeper") })
        {
            await visitor.GoAsync(path);
            await visitor.ScreenshotAsync($"{name}-{lang}-{width}");
            var overflow = await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{path} is {overflow} px wider than a screen of {width} px");
        }
    }

    [Fact]
    public async Task Style_and_script_arrive_and_may_be_kept_for_ever()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        var style = await visitor.Page.Locator("link[rel=stylesheet]").GetAttributeAsync("href");
        var answer = await visitor.Page.APIRequest.GetAsync(new Uri(shop.Address, style).ToString());
        Assert.Equal(200, answer.Status);
        Assert.Contains("immutable", answer.Headers["cache-control"], StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.Locator(".top")).ToHaveCSSAsync("position", "sticky");
    }
}
