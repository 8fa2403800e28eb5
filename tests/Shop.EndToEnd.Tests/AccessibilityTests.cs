using System.Text.Json;
using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

[Collection(Lanes.Looking)]
public sealed class AccessibilityTests(RunningShop shop, Browser browser)
{
    private static readonly string Axe = Path.Combine(Repository.Root, "Shop.Web", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData("zh", 1280, 900)]
    [InlineData("en", 390, 844)]
    public async Task The_main_pages_have_no_findings_in_any_language_and_on_small_screens(string lang, int width, int height)
    {
        await using var visitor = await browser.VisitAsync(shop.Address, lang, screen: (width, height));
        await visitor.GoAsync("/products/p-000001");
        await visitor.AddAsync();
        foreach (var path in new[] { "/search?q=tea&category=grocery", "/products/p-000001", "/cart", "/checkout" })
        {
            await visitor.GoAsync(path);
            await CheckAsync(visitor, path);
        }
    }

    [Fact]
    public async Task No_page_has_findings()
    {
        await using var visitor = await browser.VisitAsync(shop.Address);
        await visitor.ChooseCartAsync("session");
        foreach (var path in new[] { "/", "/search?q=tea&category=grocery", "/search?q=zzzzzz", "/products/p-000001", "/cart", "/keeper", "/nowhere" })
        {
            await visitor.GoAsync(path);
            await CheckAsync(visitor, path);
        }

        await visitor.GoAsync("/products/p-000001");
        await visitor.AddAsync();
        await CheckAsync(visitor, "a product just added");
        foreach (var path in new[] { "/cart", "/checkout" })
        {
            await visitor.GoAsync(path);
            await CheckAsync(visitor, $"{path} with a line");
        }

        await visitor.KeepShopAsync();
        foreach (var path in new[] { "/", "/products/new", "/products/p-000001/edit", "/products/p-000001/delete" })
        {
            await visitor.GoAsync(path);
            await CheckAsync(visitor, $"{path} for the keeper");
        }

        await visitor.PlaceOrderAsync();
        await CheckAsync(visitor, "the thanks");
    }

    private static async Task CheckAsync(Visitor visitor, string page)
    {
        Assert.True(File.Exists(Axe), $"{Axe} is missing: run 'npm ci' in Shop.Web.");
        // Evaluated by the browser's debugger, so the page's own content policy stays as it is.
        await visitor.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var findings = await visitor.Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.map(v => `${v.impact} ${v.id}: ${v.help} — ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)");
        Assert.Equal([], findings.EnumerateArray().Select(finding => $"{page}: {finding.GetString()}"));
    }
}
