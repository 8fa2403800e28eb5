using System.Text.Json;
using Shop.Api.Tests.Support;

namespace Shop.Api.Tests.Search;

public sealed class SearchTests(CatalogueFixture fixture) : IClassFixture<CatalogueFixture>
{
    private ApiApp App => fixture.App;

    [Theory]
    [InlineData("headphones", "Headphones")]
    [InlineData("HEADPHONE", "Headphones")]
    [InlineData("wireless headphoens", "Headphones")]
    [InlineData("runing shoes", "Running Shoes")]
    [InlineData("teapto", "Teapot")]
    [InlineData("badmint", "Badminton")]
    [InlineData("yoga", "Yoga Mat")]
    public async Task English_is_found_with_other_endings_typing_errors_and_unfinished_words(string words, string name)
    {
        var page = await App.GetAsync($"/search?q={Uri.EscapeDataString(words)}&lang=en&limit=10");

        Assert.Equal(10, page.GetProperty("items").GetArrayLength());
        Assert.All(page.GetProperty("items").EnumerateArray(), item => Assert.Contains(name, NameOf(item, "en"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("蓝牙耳机", "蓝牙耳机")]
    [InlineData("耳机", "耳机")]
    [InlineData("鞋", "鞋")]
    [InlineData("茶", "茶")]
    [InlineData("儿童牙刷", "儿童软毛牙刷")]
    [InlineData("羽毛球", "羽毛球拍")]
    public async Task Chinese_is_found_by_one_character_and_by_several(string words, string name)
    {
        var page = await App.GetAsync($"/search?q={Uri.EscapeDataString(words)}&lang=zh&limit=10");

        Assert.Equal(10, page.GetProperty("items").GetArrayLength());
        Assert.All(page.GetProperty("items").EnumerateArray(), item => Assert.Contains(name, NameOf(item, "zh"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Headphones_are_not_phones()
    {
        var found = await App.AllAsync("/search?q=%E8%80%B3%E6%9C%BA&limit=100");

        Assert.DoesNotContain(found, item => NameOf(item, "zh").Contains("手机", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_languages_may_be_mixed()
    {
        var page = await App.GetAsync($"/search?q={Uri.EscapeDataString("aurora 蓝牙耳机")}&limit=5");

        Assert.All(page.GetProperty("items").EnumerateArray(), item => Assert.StartsWith("极光无线蓝牙耳机", NameOf(item, "zh"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_searched_for_is_marked_in_runs_that_make_up_the_whole_text()
    {
        var page = await App.GetAsync("/search?q=headphones&lang=en&limit=1");
        var item = page.GetProperty("items")[0];
        var runs = item.GetProperty("highlight").GetProperty("name.en").EnumerateArray().ToArray();

        Assert.Equal(NameOf(item, "en"), string.Concat(runs.Select(run => run.GetProperty("text").GetString())));
        Assert.Equal("Headphones", runs.Single(run => run.TryGetProperty("hit", out var hit) && hit.GetBoolean()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_typing_error_is_marked_where_it_was_understood()
    {
        var item = (await App.GetAsync("/search?q=headphoens&lang=en&limit=1")).GetProperty("items")[0];

        Assert.Contains(item.GetProperty("highlight").GetProperty("name.en").EnumerateArray(), run => run.TryGetProperty("hit", out _) && run.GetProperty("text").GetString() == "Headphones");
    }

    [Fact]
    public async Task Facets_count_what_the_other_filters_leave()
    {
        var all = await App.GetAsync("/search?q=&limit=1");
        var audio = await App.GetAsync("/search?q=&category=audio&limit=1");
        var cheap = await App.GetAsync("/search?q=&maxPrice=99.99&limit=1");

        Assert.Equal(1000, Categories(all).Values.Sum());
        Assert.Equal(1000, Prices(all).Sum());
        Assert.Equal(100, Categories(all)["audio"]);
        Assert.Equal(Categories(all), Categories(audio));
        Assert.Equal(100, Prices(audio).Sum());
        Assert.Equal(100, audio.GetProperty("total").GetInt64());
        Assert.Equal(Prices(all), Prices(cheap));
        Assert.Equal(cheap.GetProperty("total").GetInt64(), Categories(cheap).Values.Sum());
        Assert.Equal("音响耳机", all.GetProperty("facets").GetProperty("categories").EnumerateArray()
            .Single(one => one.GetProperty("key").GetString() == "audio").GetProperty("name").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task A_price_bucket_leads_to_as_many_products_as_it_counts()
    {
        var all = await App.GetAsync("/search?q=&limit=1");
        foreach (var bucket in all.GetProperty("facets").GetProperty("prices").EnumerateArray())
        {
            var from = bucket.GetProperty("from").GetDecimal();
            var to = bucket.GetProperty("to").ValueKind == JsonValueKind.Null ? "" : $"&maxPrice={bucket.GetProperty("to").GetDecimal() - 0.01m}";
            var found = await App.GetAsync($"/search?q=&minPrice={from}{to}&limit=1");
            Assert.Equal(bucket.GetProperty("count").GetInt64(), found.GetProperty("total").GetInt64());
        }
    }

    [Theory]
    [InlineData("/search?q=aurora&limit=33&sort=relevance")]
    [InlineData("/search?q=aurora&limit=33&sort=price")]
    [InlineData("/search?q=aurora&limit=33&sort=-name&lang=zh")]
    [InlineData("/search?q=aurora&limit=33&sort=newest")]
    public async Task Pages_of_a_search_show_every_product_once(string path)
    {
        var found = await App.AllAsync(path);

        Assert.Equal(200, found.Count);
        Assert.Equal(200, found.Select(item => item.GetProperty("product").GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Sorting_by_price_goes_up_and_down()
    {
        var up = (await App.AllAsync("/search?q=teapot&limit=50&sort=price")).Select(item => item.GetProperty("product").GetProperty("price").GetDecimal()).ToArray();
        var down = (await App.AllAsync("/search?q=teapot&limit=50&sort=-price")).Select(item => item.GetProperty("product").GetProperty("price").GetDecimal()).ToArray();

        Assert.Equal(up.Order(), up);
        Assert.Equal(up.OrderDescending(), down);
    }

    private static string NameOf(JsonElement item, string language) => item.GetProperty("product").GetProperty("name").GetProperty(language).GetString()!;

    private static Dictionary<string, long> Categories(JsonElement page) =>
        page.GetProperty("facets").GetProperty("categories").EnumerateArray().ToDictionary(one => one.GetProperty("key").GetString()!, one => one.GetProperty("count").GetInt64());

    private static long[] Prices(JsonElement page) =>
        [.. page.GetProperty("facets").GetProperty("prices").EnumerateArray().Select(one => one.GetProperty("count").GetInt64())];
}
