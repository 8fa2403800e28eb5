using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Search;

public sealed class PagingTests(ShopIndex shop) : IClassFixture<ShopIndex>
{
    [Theory]
    [InlineData("""[{"price":"asc"}]""", "3,4,5,2,1")]
    [InlineData("""[{"price":"desc"}]""", "1,2,5,4,3")]
    [InlineData("""["category",{"price":{"order":"desc"}}]""", "1,4,3,5,2")]
    [InlineData("""[{"rating":"asc"},{"price":"asc"}]""", "2,3,5,1,4")]
    [InlineData("""[{"rating":{"order":"desc"}},{"price":"asc"}]""", "5,1,3,2,4")]
    [InlineData("""[{"rating":{"order":"desc","missing":"_first"}},{"price":"asc"}]""", "4,5,1,3,2")]
    [InlineData("""[{"rating":{"order":"asc","missing":4.2}}]""", "2,3,4,")]
    [InlineData("""[{"added":"asc"}]""", "3,1,4,2,5")]
    [InlineData("""[{"brand":"asc"},{"price":"asc"}]""", "3,2,4,1,5")]
    [InlineData("""[{"brand":{"order":"desc","missing":"_first"}},{"price":"asc"}]""", "5,4,1,3,2")]
    [InlineData("""[{"tags":{"order":"asc","mode":"max"}},{"price":"asc"}]""", "4,2,1,3,5")]
    [InlineData("""[{"nowhere":{"order":"asc","unmapped_type":"long"}},{"price":"asc"}]""", "3,4,5,2,1")]
    public async Task Hits_come_in_the_order_asked_for(string sort, string expected)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, $$"""{"sort":{{sort}}}""");

        Assert.True(answer.Status == 200, answer.Text);
        Assert.StartsWith(expected, string.Join(',', answer.Ids), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"price":"asc"},{"name.raw":"asc"}]""")]
    [InlineData("""[{"rating":"desc"},{"category":"asc"},{"price":"asc"}]""")]
    [InlineData("""[{"brand":"asc"},{"stock":"desc"}]""")]
    [InlineData("""[{"active":"asc"},{"added":"desc"},{"stock":"asc"}]""")]
    public async Task Paging_by_search_after_shows_each_document_once_and_in_order(string sort)
    {
        var all = (await shop.Server.SearchAsync(shop.Name, $$"""{"sort":{{sort}}}""")).Ids;
        var paged = new List<string>();
        var after = "";
        while (true)
        {
            var page = await shop.Server.SearchAsync(shop.Name, $$"""{"size":2,"sort":{{sort}}{{after}}}""");
            Assert.True(page.Status == 200, page.Text);
            if (page.Ids.Length == 0)
            {
                break;
            }

            paged.AddRange(page.Ids);
            after = $",\"search_after\":{page.Json["hits"]!["hits"]!.AsArray()[^1]!["sort"]!.ToJsonString()}";
        }

        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task From_and_size_cut_a_page_out()
    {
        var answer = await shop.Server.SearchAsync(shop.Name, """{"from":1,"size":2,"sort":[{"price":"asc"}]}""");

        Assert.Equal((5, "4,5"), (answer.Total, string.Join(',', answer.Ids)));
    }

    [Theory]
    [InlineData("""{"from":9999,"size":2}""", "Result window is too large")]
    [InlineData("""{"from":-1}""", "[from] parameter cannot be negative")]
    [InlineData("""{"size":-1}""", "[size] parameter cannot be negative")]
    [InlineData("""{"sort":[{"nowhere":"asc"}]}""", "No mapping found for [nowhere] in order to sort on")]
    [InlineData("""{"sort":[{"name":"asc"}]}""", "Fielddata is disabled on [name]")]
    [InlineData("""{"sort":[{"price":"asc"}],"search_after":[1,2]}""", "search_after has 2 value(s) but sort has 1.")]
    [InlineData("""{"foo":1}""", "Unknown key for a VALUE_NUMBER in [foo].")]
    public async Task A_page_that_cannot_be_is_refused(string body, string complaint)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(complaint, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_are_counted_as_far_as_asked()
    {
        var capped = await shop.Server.SearchAsync(shop.Name, """{"track_total_hits":3}""");
        var none = await shop.Server.SearchAsync(shop.Name, """{"track_total_hits":false}""");
        var integer = await shop.Server.PostAsync($"/{shop.Name}/_search?rest_total_hits_as_int=true", "{}");

        Assert.Equal((3, "gte"), (capped.Total, (string)capped.Json["hits"]!["total"]!["relation"]!));
        Assert.Null(none.Json["hits"]!["total"]);
        Assert.Equal(5, (int)integer.Json["hits"]!["total"]!);
    }

    [Fact]
    public async Task Sources_are_shown_as_far_as_asked()
    {
        async Task<string?> Source(string filter) =>
            (await shop.Server.SearchAsync(shop.Name, $$$"""{"query":{"ids":{"values":["4"]}},"_source":{{{filter}}}}""")).Json["hits"]!["hits"]![0]!["_source"]?.ToJsonString();

        Assert.Null(await Source("false"));
        Assert.Equal("""{"price":19.99}""", await Source("\"price\""));
        Assert.Equal("""{"category":"audio","price":19.99}""", await Source("""["price","cat*"]"""));
        Assert.Equal("""{"size":{"width":1.5}}""", await Source("""["size.width"]"""));
        Assert.Equal("""{"size":{"unit":"cm"}}""", await Source("""{"includes":["size"],"excludes":["*.width"]}"""));
    }

    [Fact]
    public async Task A_scroll_gives_everything_once_and_stays_at_its_moment()
    {
        var page = await shop.Server.PostAsync($"/{shop.Name}/_search?scroll=1m", """{"size":2,"sort":"_doc"}""");
        var ids = page.Ids.ToList();
        var scroll = (string)page.Json["_scroll_id"]!;
        while (true)
        {
            page = await shop.Server.PostAsync("/_search/scroll", new JsonObject { ["scroll"] = "1m", ["scroll_id"] = scroll }.ToJsonString());
            if (page.Ids.Length == 0)
            {
                break;
            }

            ids.AddRange(page.Ids);
        }

        Assert.Equal(["1", "2", "3", "4", "5"], ids.Order());
        var clear = new JsonObject { ["scroll_id"] = scroll }.ToJsonString();
        Assert.Equal(200, (await shop.Server.SendAsync("DELETE", "/_search/scroll", clear)).Status);
        Assert.Equal(404, (await shop.Server.SendAsync("DELETE", "/_search/scroll", clear)).Status);
        var gone = await shop.Server.PostAsync("/_search/scroll", clear);
        Assert.Equal((404, "search_context_missing_exception"), (gone.Status, (string)gone.Json["error"]!["root_cause"]![0]!["type"]!));
    }

    [Fact]
    public async Task A_point_in_time_does_not_see_what_comes_later()
    {
        var index = $"pit-{Guid.NewGuid():n}";
        await shop.Server.BulkAsync(index, [.. Enumerable.Range(0, 7).Select(i => ($"{i}", $$"""{"n":{{i % 2}}}"""))]);
        var pit = (string)(await shop.Server.PostAsync($"/{index}/_pit?keep_alive=1m", "")).Json["id"]!;
        await shop.Server.BulkAsync(index, ("9", """{"n":1}"""));
        await shop.Server.MustAsync("DELETE", $"/{index}/_doc/0?refresh=true");

        var ids = new List<string>();
        var after = "";
        for (var page = await PageAsync(); page.Ids.Length > 0; page = await PageAsync())
        {
            ids.AddRange(page.Ids);
            after = $",\"search_after\":{page.Json["hits"]!["hits"]!.AsArray()[^1]!["sort"]!.ToJsonString()}";
        }

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], ids.Order());
        Assert.Equal(200, (await shop.Server.SendAsync("DELETE", "/_pit", new JsonObject { ["id"] = pit }.ToJsonString())).Status);
        await shop.Server.DeleteAsync($"/{index}");

        Task<Answer> PageAsync() => shop.Server.PostAsync("/_search", $$$"""{"size":3,"pit":{"id":"{{{pit}}}","keep_alive":"1m"},"sort":[{"n":"asc"}]{{{after}}}}""");
    }

    [Fact]
    public async Task Several_searches_answer_in_one_call()
    {
        var body = $"{{\"index\":\"{shop.Name}\"}}\n{{\"query\":{{\"term\":{{\"category\":\"care\"}}}}}}\n{{\"index\":\"missing-{shop.Name}\"}}\n{{}}\n";

        var responses = (await shop.Server.SendAsync("POST", "/_msearch", body, "application/x-ndjson")).Json["responses"]!.AsArray();

        Assert.Equal("3", (string)responses[0]!["hits"]!["hits"]![0]!["_id"]!);
        Assert.Equal((404, "index_not_found_exception"), ((int)responses[1]!["status"]!, (string)responses[1]!["error"]!["type"]!));
    }
}
