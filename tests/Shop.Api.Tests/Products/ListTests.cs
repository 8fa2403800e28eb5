using System.Net;
using System.Text.Json;
using Shop.Api.Tests.Support;

namespace Shop.Api.Tests.Products;

public sealed class ListTests(CatalogueFixture fixture) : IClassFixture<CatalogueFixture>
{
    private ApiApp App => fixture.App;

    [Theory]
    [InlineData("/products?limit=100")]
    [InlineData("/products?limit=73&sort=name")]
    [InlineData("/products?limit=73&sort=-name&lang=zh")]
    [InlineData("/products?limit=50&sort=price")]
    public async Task Pages_show_every_product_exactly_once(string path)
    {
        var all = await App.AllAsync(path);

        Assert.Equal(1000, all.Count);
        Assert.Equal(1000, all.Select(Id).Distinct().Count());
    }

    [Fact]
    public async Task The_last_page_has_no_next_even_when_it_is_full()
    {
        var page = await App.GetAsync("/products?limit=100&category=audio");

        Assert.Equal(100, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Filters_narrow_together()
    {
        var all = await App.AllAsync("/products?limit=100&category=audio&category=home&minPrice=100&maxPrice=300&inStock=true&currency=CNY");

        Assert.NotEmpty(all);
        Assert.All(all, product =>
        {
            Assert.Contains(product.GetProperty("category").GetString(), new[] { "audio", "home" });
            Assert.InRange(product.GetProperty("price").GetDecimal(), 100m, 300m);
            Assert.True(product.GetProperty("stock").GetInt32() > 0);
        });
        Assert.Equal(0, (await App.GetAsync("/products?currency=GBP")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_cursor_belongs_to_its_query()
    {
        var cursor = (await App.GetAsync("/products?limit=10&sort=price")).GetProperty("next").GetString();

        await App.GetAsync($"/products?limit=20&sort=price&cursor={cursor}");
        await App.Client.GetAsync($"/products?sort=-price&cursor={cursor}").ProblemAsync(HttpStatusCode.BadRequest, "validation");
        await App.Client.GetAsync($"/products?sort=price&category=audio&cursor={cursor}").ProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task The_first_page_shows_goods_of_every_category()
    {
        var page = await App.GetAsync("/products");

        Assert.Equal(20, page.GetProperty("items").GetArrayLength());
        Assert.Equal(10, page.GetProperty("items").EnumerateArray().Select(product => product.GetProperty("category").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Categories_are_named_in_both_languages_and_counted()
    {
        var categories = (await App.GetAsync("/categories")).EnumerateArray().ToArray();

        Assert.Equal(10, categories.Length);
        Assert.All(categories, category => Assert.Equal(100, category.GetProperty("count").GetInt64()));
        Assert.Contains(categories, category => category.GetProperty("name").GetProperty("zh").GetString() == "茶饮零食");
    }

    private static string Id(JsonElement product) => product.GetProperty("id").GetString()!;
}
