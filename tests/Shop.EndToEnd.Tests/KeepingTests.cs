using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

[Collection(Lanes.Changing)]
public sealed class KeepingTests(RunningShop shop, Browser browser)
{
    [Theory]
    [InlineData("en", true)]
    [InlineData("zh", false)]
    public async Task A_product_is_added_found_and_deleted(string lang, bool scripts)
    {
        var name = Unheard();
        await using var keeper = await browser.VisitAsync(shop.Address, lang, scripts);
        await keeper.KeepShopAsync();
        await AddAsync(keeper, name);
        await Assertions.Expect(keeper.Note).ToContainTextAsync(name);
        await keeper.SearchAsync(name);
        Assert.Equal(1, await keeper.FoundAsync());

        await keeper.Products.First.Locator("a[href$='/delete']").ClickAsync();
        await keeper.Page.Locator("form[action$='/delete'] button").ClickAsync();
        await Assertions.Expect(keeper.Note).ToContainTextAsync(name);
        await keeper.SearchAsync(name);
        Assert.Equal(0, await keeper.FoundAsync());
    }

    [Fact]
    public async Task Of_two_people_changing_one_product_the_second_is_told()
    {
        var name = Unheard();
        await using var first = await browser.VisitAsync(shop.Address);
        await using var second = await browser.VisitAsync(shop.Address);
        await first.KeepShopAsync();
        await second.KeepShopAsync();
        await AddAsync(first, name);
        var product = new Uri(first.Page.Url).AbsolutePath;
        await first.GoAsync($"{product}/edit");
        await second.GoAsync($"{product}/edit");

        await SavePriceAsync(first, "31.00");
        await Assertions.Expect(first.Note).ToContainTextAsync(name);
        await SavePriceAsync(second, "32.00");
        await Assertions.Expect(second.Page.Locator("#conflict")).ToBeVisibleAsync();
        await Assertions.Expect(second.Page.Locator("#theirs-price")).ToContainTextAsync("31.00");
        await Assertions.Expect(second.Page.Locator("#price")).ToHaveValueAsync("32.00");

        await second.Page.Locator(".sheet button[type=submit]").ClickAsync();
        await Assertions.Expect(second.Page.Locator(".facts .price")).ToHaveTextAsync("¥32.00");
    }

    [Fact]
    public async Task What_cannot_be_saved_is_said_with_every_fault_and_nothing_typed_is_lost()
    {
        await using var keeper = await browser.VisitAsync(shop.Address, scripts: false);
        await keeper.KeepShopAsync();
        await keeper.GoAsync("/products/new");
        await keeper.Page.Locator("#nameEn").FillAsync("Nearly");
        await keeper.Page.Locator("#category").FillAsync("NOT A KEY");
        await keeper.Page.Locator("#price").FillAsync("0");
        await keeper.Page.Locator(".sheet button[type=submit]").ClickAsync();
        var faults = keeper.Page.Locator(".warning li");
        await Assertions.Expect(faults).ToHaveCountAsync(2);
        await Assertions.Expect(keeper.Page.Locator("#nameEn")).ToHaveValueAsync("Nearly");
    }

    [Fact]
    public async Task Script_in_a_name_is_shown_and_never_run()
    {
        var name = $"{Unheard()} <script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
        await using var keeper = await browser.VisitAsync(shop.Address);
        await keeper.KeepShopAsync();
        await AddAsync(keeper, name);
        await Assertions.Expect(keeper.Page.Locator(".facts h1")).ToHaveTextAsync(name);
        Assert.Equal(0, await keeper.Page.Locator("main img, main script").CountAsync());
        var product = new Uri(keeper.Page.Url).AbsolutePath;
        await keeper.AddAsync();
        await keeper.GoAsync("/cart");
        await Assertions.Expect(keeper.CartLines.First).ToContainTextAsync("<script>");
        Assert.Equal(0, await keeper.Page.Locator("main img, main script").CountAsync());
        Assert.Empty(keeper.Complaints);

        await keeper.GoAsync($"{product}/delete");
        await keeper.Page.Locator("form[action$='/delete'] button").ClickAsync();
        await Assertions.Expect(keeper.Note).Not.ToBeEmptyAsync();
    }

    // A word that no product has, so that a search for it finds nothing else: letters only, as a word is.
    private static string Unheard() => "Zy" + string.Concat(Guid.NewGuid().ToString("N").Select(letter => (char)('a' + Convert.ToInt32(letter.ToString(), 16))))[..14];

    private static async Task AddAsync(Visitor keeper, string name)
    {
        await keeper.GoAsync("/products/new");
        await keeper.Page.Locator("#nameEn").FillAsync(name);
        await keeper.Page.Locator("#category").FillAsync("kids");
        await keeper.Page.Locator("#price").FillAsync("30.00");
        await keeper.Page.Locator(".sheet button[type=submit]").ClickAsync();
        await keeper.ArriveAsync("/products/p[^/]*$");
    }

    private static async Task SavePriceAsync(Visitor keeper, string price)
    {
        await keeper.Page.Locator("#price").FillAsync(price);
        await keeper.Page.Locator(".sheet button[type=submit]").ClickAsync();
    }
}
