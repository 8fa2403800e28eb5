using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Search;

public sealed class HighlightTests(ShopIndex shop) : IClassFixture<ShopIndex>
{
    [Theory]
    [InlineData("""{"match":{"name":"鞋"}}""", """{"fields":{"name":{}}}""", "运动<em>鞋</em> Running Shoe")]
    [InlineData("""{"match":{"name":{"query":"蓝牙耳机","operator":"and"}}}""", """{"fields":{"name":{}}}""", "无线<em>蓝牙耳机</em>")]
    [InlineData("""{"match":{"name":"running"}}""", """{"pre_tags":["["],"post_tags":["]"],"fields":{"name":{}}}""", "运动鞋 [Running] Shoe")]
    [InlineData("""{"match":{"description":"hour"}}""", """{"fields":{"description":{}}}""", "Wireless headphones with noise cancelling. They run for thirty <em>hours</em>.")]
    [InlineData("""{"match":{"description":"hour"}}""", """{"fragment_size":30,"fields":{"description":{}}}""", "They run for thirty <em>hours</em>.")]
    [InlineData("""{"match_phrase":{"description":"noise cancelling"}}""", """{"number_of_fragments":0,"fields":{"description":{}}}""", "Wireless headphones with <em>noise</em> <em>cancelling</em>. They run for thirty hours.")]
    [InlineData("""{"prefix":{"name":"shoe"}}""", """{"fields":{"name":{}}}""", "运动鞋 Running <em>Shoe</em>")]
    [InlineData("""{"bool":{"must":{"match":{"name":"shoe"}},"must_not":{"match":{"name":"wired"}}}}""", """{"fields":{"n*":{}}}""", "运动鞋 Running <em>Shoe</em>")]
    public async Task What_was_found_is_marked(string query, string highlight, string expected)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, $$"""{"query":{{query}},"highlight":{{highlight}}}""");

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(expected, (string)answer.Json["hits"]!["hits"]![0]!["highlight"]!.AsObject().First().Value![0]!);
    }

    [Fact]
    public async Task Fields_that_were_not_searched_stay_out_unless_asked_for()
    {
        var strict = await shop.Server.SearchAsync(shop.Name, """{"query":{"match":{"description":"headphones"}},"highlight":{"fields":{"name":{}}}}""");
        var loose = await shop.Server.SearchAsync(shop.Name, """{"query":{"match":{"category":"audio"}},"highlight":{"require_field_match":false,"no_match_size":4,"fields":{"name":{}}}}""");

        Assert.All(strict.Json["hits"]!["hits"]!.AsArray(), hit => Assert.Null(hit!["highlight"]));
        Assert.Contains("无线蓝牙", loose.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_in_a_text_is_encoded_when_asked_for()
    {
        var index = $"hl-{Guid.NewGuid():n}";
        await shop.Server.BulkAsync(index, ("1", """{"t":"a <script>alert(1)</script> shoe"}"""));

        var answer = await shop.Server.SearchAsync(index, """{"query":{"match":{"t":"shoe"}},"highlight":{"encoder":"html","fields":{"t":{}}}}""");
        await shop.Server.DeleteAsync($"/{index}");

        Assert.Contains("&lt;script&gt;", (string)answer.Json["hits"]!["hits"]![0]!["highlight"]!["t"]![0]!, StringComparison.Ordinal);
        Assert.EndsWith("<em>shoe</em>", (string)answer.Json["hits"]!["hits"]![0]!["highlight"]!["t"]![0]!, StringComparison.Ordinal);
    }
}
