using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Search;

public sealed class QueryTests(ShopIndex shop) : IClassFixture<ShopIndex>
{
    [Theory]
    [InlineData("鞋", "2")]
    [InlineData("牙", "1,3")]
    [InlineData("耳机", "1,4")]
    [InlineData("蓝牙耳机", "1")]
    [InlineData("充电", "5")]
    [InlineData("ｓｈｏｅ", "2")]
    [InlineData("headphones WIRED", "4")]
    [InlineData("冰箱", "")]
    public async Task Chinese_is_found_by_words_and_by_single_characters(string text, string expected) =>
        await FindsAsync($$$$"""{"match":{"name":{"query":"{{{{text}}}}","operator":"and"}}}""", expected);

    [Theory]
    [InlineData("""{"match_all":{}}""", "1,2,3,4,5")]
    [InlineData("""{"match_none":{}}""", "")]
    [InlineData("""{"match":{"description":"headphone"}}""", "1,4")]
    [InlineData("""{"match":{"description":{"query":"the headphones wireless","operator":"and"}}}""", "1")]
    [InlineData("""{"match":{"description":{"query":"wired running children","minimum_should_match":2}}}""", "")]
    [InlineData("""{"match":{"description":{"query":"wired cheap children","minimum_should_match":"66%"}}}""", "3,4")]
    [InlineData("""{"match":{"description":{"query":"wired cheap children","minimum_should_match":"67%"}}}""", "4")]
    [InlineData("""{"match":{"name":{"query":"headphnes","fuzziness":"AUTO"}}}""", "4")]
    [InlineData("""{"match":{"name":{"query":"headphnes"}}}""", "")]
    [InlineData("""{"match":{"price":"3.25"}}""", "3")]
    [InlineData("""{"match":{"nowhere":"x"}}""", "")]
    [InlineData("""{"match":{"description":{"query":"the of","zero_terms_query":"all"}}}""", "1,2,3,4,5")]
    [InlineData("""{"match_phrase":{"description":"noise cancelling"}}""", "1")]
    [InlineData("""{"match_phrase":{"description":"cancelling noise"}}""", "")]
    [InlineData("""{"match_phrase":{"description":{"query":"headphones simple","slop":1}}}""", "4")]
    [InlineData("""{"match_phrase":{"name":"蓝牙耳机"}}""", "1")]
    [InlineData("""{"match_phrase_prefix":{"name":"running sh"}}""", "2")]
    [InlineData("""{"match_bool_prefix":{"name":"wired headph"}}""", "4")]
    [InlineData("""{"multi_match":{"query":"headphones","fields":["name","description"]}}""", "1,4")]
    [InlineData("""{"multi_match":{"query":"audio","fields":["cat*"]}}""", "1,4")]
    [InlineData("""{"multi_match":{"query":"running shoe","type":"phrase","fields":["name^3","description"]}}""", "2")]
    [InlineData("""{"multi_match":{"query":"headphon","type":"bool_prefix","fields":["name","description"]}}""", "1,4")]
    [InlineData("""{"term":{"category":"audio"}}""", "1,4")]
    [InlineData("""{"term":{"category":{"value":"AUDIO","case_insensitive":true}}}""", "1,4")]
    [InlineData("""{"term":{"category":"AUDIO"}}""", "")]
    [InlineData("""{"term":{"brand":"SONIC"}}""", "1,4")]
    [InlineData("""{"term":{"active":false}}""", "3")]
    [InlineData("""{"term":{"active":"true"}}""", "1,2,4,5")]
    [InlineData("""{"term":{"stock":0}}""", "2")]
    [InlineData("""{"term":{"stock":0.5}}""", "")]
    [InlineData("""{"term":{"price":19.99}}""", "4")]
    [InlineData("""{"term":{"rating":4.1}}""", "3")]
    [InlineData("""{"term":{"added":"2024-01-10"}}""", "1,4")]
    [InlineData("""{"term":{"_id":"2"}}""", "2")]
    [InlineData("""{"terms":{"category":["shoes","care","none"]}}""", "2,3")]
    [InlineData("""{"terms":{"stock":[5,7]}}""", "1,5")]
    [InlineData("""{"ids":{"values":["1","9","3"]}}""", "1,3")]
    [InlineData("""{"exists":{"field":"rating"}}""", "1,2,3,5")]
    [InlineData("""{"exists":{"field":"size"}}""", "4")]
    [InlineData("""{"exists":{"field":"size.width"}}""", "4")]
    [InlineData("""{"range":{"price":{"gte":19.99,"lt":59.5}}}""", "4,5")]
    [InlineData("""{"range":{"price":{"gt":25,"lte":59.5}}}""", "2")]
    [InlineData("""{"range":{"rating":{"gt":4.1}}}""", "1,5")]
    [InlineData("""{"range":{"rating":{"gte":4.1,"lte":4.1}}}""", "3")]
    [InlineData("""{"range":{"stock":{"gt":6.5,"lt":100}}}""", "4,5")]
    [InlineData("""{"range":{"stock":{"gt":"5"}}}""", "3,4,5")]
    [InlineData("""{"range":{"added":{"gte":"2024"}}}""", "1,2,4")]
    [InlineData("""{"range":{"added":{"gt":"2024-01-10"}}}""", "2")]
    [InlineData("""{"range":{"added":{"lt":"2024-01-10"}}}""", "3")]
    [InlineData("""{"range":{"added":{"lte":"2024-01-10"}}}""", "1,3,4")]
    [InlineData("""{"range":{"added":{"gte":"2024-01-10||/M","lt":"2024-01-10||/M+1M"}}}""", "1,4")]
    [InlineData("""{"range":{"added":{"gte":"01.02.2024","format":"dd.MM.yyyy"}}}""", "2")]
    [InlineData("""{"range":{"added":{"gte":"2024-01-10T00:00:00","lte":"2024-01-10T00:00:00","time_zone":"+00:00"}}}""", "1,4")]
    [InlineData("""{"range":{"added":{"lt":"now"}}}""", "1,2,3,4")]
    [InlineData("""{"range":{"category":{"gte":"care","lte":"power"}}}""", "3,5")]
    [InlineData("""{"prefix":{"category":"ca"}}""", "3")]
    [InlineData("""{"prefix":{"brand":"SON"}}""", "1,4")]
    [InlineData("""{"prefix":{"category":{"value":"CA","case_insensitive":true}}}""", "3")]
    [InlineData("""{"wildcard":{"category":"*o*"}}""", "1,2,4,5")]
    [InlineData("""{"wildcard":{"category":{"value":"?are"}}}""", "3")]
    [InlineData("""{"regexp":{"category":"[ac].*"}}""", "1,3,4")]
    [InlineData("""{"fuzzy":{"category":"auido"}}""", "1,4")]
    [InlineData("""{"constant_score":{"filter":{"term":{"category":"care"}}}}""", "3")]
    [InlineData("""{"dis_max":{"queries":[{"term":{"category":"care"}},{"term":{"category":"power"}}]}}""", "3,5")]
    [InlineData("""{"boosting":{"positive":{"term":{"category":"audio"}},"negative":{"term":{"stock":5}},"negative_boost":0.1}}""", "1,4")]
    [InlineData("""{"bool":{"must":[{"match":{"name":"耳机"}}],"filter":{"range":{"price":{"gte":50}}}}}""", "1")]
    [InlineData("""{"bool":{"must_not":{"term":{"category":"audio"}}}}""", "2,3,5")]
    [InlineData("""{"bool":{"should":[{"term":{"category":"care"}},{"term":{"stock":7}}]}}""", "3,5")]
    [InlineData("""{"bool":{"filter":[{"term":{"active":true}}],"should":[{"term":{"stock":7}}]}}""", "1,2,4,5")]
    [InlineData("""{"bool":{"filter":[{"term":{"active":true}}],"should":[{"term":{"stock":7}}],"minimum_should_match":1}}""", "5")]
    [InlineData("""{"bool":{}}""", "1,2,3,4,5")]
    [InlineData("""{"bool":{"must":{"bool":{"must":{"bool":{"filter":[{"term":{"tags":"new"}},{"term":{"tags":"sale"}}]}}}}}}""", "1")]
    public async Task A_query_finds_what_it_should(string query, string expected) => await FindsAsync(query, expected);

    [Theory]
    [InlineData("""{"match":{"a":"x","b":"y"}}""", "parsing_exception", "[match] query doesn't support multiple fields, found [a] and [b]")]
    [InlineData("""{"nonsense":{}}""", "parsing_exception", "unknown query [nonsense]")]
    [InlineData("""{"term":{"category":{"value":"a","foo":1}}}""", "parsing_exception", "[term] query does not support [foo]")]
    [InlineData("""{"bool":{"musst":[]}}""", "x_content_parse_exception", "[1:19] [bool] unknown field [musst] did you mean [must]?")]
    [InlineData("""{"match":{"name":{"query":"x","operator":"xor"}}}""", "illegal_argument_exception", null)]
    [InlineData("""{"term":{"stock":"many"}}""", "search_phase_execution_exception", "all shards failed")]
    [InlineData("""{"range":{"added":{"gte":"yesterday"}}}""", "search_phase_execution_exception", null)]
    [InlineData("""{"prefix":{"stock":"1"}}""", "search_phase_execution_exception", null)]
    public async Task A_wrong_query_is_refused_as_Elasticsearch_refuses_it(string query, string type, string? reason)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, $$"""{"query":{{query}}}""");

        Assert.Equal((400, type), (answer.Status, answer.ErrorType));
        if (reason is not null)
        {
            Assert.Equal(reason, answer.Reason);
        }
    }

    [Theory]
    [InlineData("""{"query":{"bool":{"must":[{"match_all":{}},{"geo_distance":{"distance":"1km"}}]}}}""", "$.query.bool.must[1].geo_distance")]
    [InlineData("""{"query":{"script_score":{"query":{"match_all":{}}}}}""", "$.query.script_score")]
    [InlineData("""{"aggs":{"a":{"significant_terms":{"field":"tags"}}}}""", "$.aggs.a.significant_terms")]
    [InlineData("""{"aggs":{"a":{"terms":{"field":"tags"},"aggs":{"b":{"top_hits":{}}}}}}""", "$.aggs.a.aggs.b.top_hits")]
    [InlineData("""{"collapse":{"field":"category"}}""", "$.collapse")]
    [InlineData("""{"highlight":{"fields":{"name":{"type":"fvh"}}}}""", "$.highlight.fields.name.type")]
    [InlineData("""{"sort":[{"_geo_distance":{}}]}""", "$.sort[0]._geo_distance")]
    public async Task What_the_emulator_lacks_is_refused_with_its_path(string body, string path)
    {
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself has these.");

        var answer = await shop.Server.SearchAsync(shop.Name, body);

        Assert.Equal((501, "emulator_unsupported_exception", path), (answer.Status, answer.ErrorType, (string)answer.Json["error"]!["path"]!));
    }

    [Fact]
    public async Task Filters_do_not_score_and_boosts_do()
    {
        var plain = await shop.Server.SearchAsync(shop.Name, """{"query":{"bool":{"filter":{"term":{"category":"audio"}}}}}""");
        var constant = await shop.Server.SearchAsync(shop.Name, """{"query":{"constant_score":{"filter":{"term":{"category":"audio"}},"boost":2.5}}}""");
        var boosted = await shop.Server.SearchAsync(shop.Name, """{"query":{"bool":{"should":[{"term":{"stock":{"value":5,"boost":3}}},{"term":{"stock":12}}]}}}""");

        Assert.Equal(0, (double)plain.Json["hits"]!["max_score"]!);
        Assert.Equal(2.5, (double)constant.Json["hits"]!["max_score"]!);
        Assert.Equal(["1", "4"], boosted.Ids);
        Assert.Equal([3.0, 1.0], boosted.Json["hits"]!["hits"]!.AsArray().Select(hit => (double)hit!["_score"]!));
    }

    [Fact]
    public async Task Named_queries_are_told_on_each_hit()
    {
        var answer = await shop.Server.SearchAsync(shop.Name, """{"sort":"_doc","query":{"bool":{"should":[{"term":{"category":{"value":"audio","_name":"a"}}},{"term":{"stock":{"value":5,"_name":"five"}}}]}}}""");

        Assert.Equal(["a", "five"], answer.Json["hits"]!["hits"]![0]!["matched_queries"]!.AsArray().Select(name => (string)name!).Order());
        Assert.Equal(["a"], answer.Json["hits"]!["hits"]![1]!["matched_queries"]!.AsArray().Select(name => (string)name!));
    }

    async Task FindsAsync(string query, string expected)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, $$"""{"query":{{query}},"size":100}""");

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(expected, string.Join(',', answer.Ids.Order()));
        Assert.Equal(answer.Ids.Length, answer.Total);
    }

    [Theory]
    [InlineData("""{"regexp":{"name":"(a|b)*a(a|b){40}"}}""")]
    [InlineData("""{"regexp":{"name":"((((a{30}){30}){30}){30})"}}""")]
    [InlineData("""{"wildcard":{"name":"*a????????????????????????????????"}}""")]
    [InlineData("""{"wildcard":{"name":{"value":"*a????????????????????????????????","case_insensitive":true}}}""")]
    public async Task A_pattern_that_would_take_for_ever_is_refused_at_once(string query)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, $$"""{"query":{{query}}}""");

        Assert.Equal((400, "search_phase_execution_exception"), (answer.Status, answer.ErrorType));
        Assert.Contains("eterminiz", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"fuzzy":{"name":{"value":"a","max_expansions":0}}}""")]
    [InlineData("""{"match":{"name":{"query":"a","max_expansions":0}}}""")]
    [InlineData("""{"match_phrase_prefix":{"name":{"query":"a","max_expansions":-1}}}""")]
    public async Task Expansions_must_be_some(string query)
    {
        Assert.Equal(400, (await shop.Server.SearchAsync(shop.Name, $$"""{"query":{{query}}}""")).Status);
    }

    [Fact]
    public async Task A_word_repeated_often_is_looked_up_once()
    {
        var words = string.Join(' ', Enumerable.Repeat("hedphones", 300));

        var answer = await shop.Server.SearchAsync(shop.Name, $$$$"""{"query":{"multi_match":{"query":"{{{{words}}}}","fields":["name","description"],"fuzziness":"AUTO"}}}""");

        Assert.Equal(200, answer.Status);
    }
}
