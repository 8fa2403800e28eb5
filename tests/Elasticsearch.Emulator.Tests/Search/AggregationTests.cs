using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Search;

public sealed class AggregationTests(ShopIndex shop) : IClassFixture<ShopIndex>
{
    [Theory]
    [InlineData("""{"terms":{"field":"category"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"audio","doc_count":2},{"key":"care","doc_count":1},{"key":"power","doc_count":1},{"key":"shoes","doc_count":1}]}""")]
    [InlineData("""{"terms":{"field":"category","size":1}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":3,"buckets":[{"key":"audio","doc_count":2}]}""")]
    [InlineData("""{"terms":{"field":"category","order":{"_key":"desc"},"size":2}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":3,"buckets":[{"key":"shoes","doc_count":1},{"key":"power","doc_count":1}]}""")]
    [InlineData("""{"terms":{"field":"category","include":"[ac].*","min_doc_count":2}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"audio","doc_count":2}]}""")]
    [InlineData("""{"terms":{"field":"tags","missing":"none"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"new","doc_count":2},{"key":"none","doc_count":2},{"key":"sale","doc_count":2}]}""")]
    [InlineData("""{"terms":{"field":"active"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":1,"key_as_string":"true","doc_count":4},{"key":0,"key_as_string":"false","doc_count":1}]}""")]
    [InlineData("""{"terms":{"field":"rating"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":4.5,"doc_count":2},{"key":3.9000000953674316,"doc_count":1},{"key":4.099999904632568,"doc_count":1}]}""")]
    [InlineData("""{"range":{"field":"price","ranges":[{"to":20},{"from":20,"to":59.5,"key":"middle"},{"from":59.5}]}}""", """{"buckets":[{"key":"*-20.0","to":20.0,"doc_count":2},{"key":"middle","from":20.0,"to":59.5,"doc_count":1},{"key":"59.5-*","from":59.5,"doc_count":2}]}""")]
    [InlineData("""{"min":{"field":"price"}}""", """{"value":3.25}""")]
    [InlineData("""{"max":{"field":"price"}}""", """{"value":199.9}""")]
    [InlineData("""{"sum":{"field":"stock"}}""", """{"value":124.0}""")]
    [InlineData("""{"avg":{"field":"stock"}}""", """{"value":24.8}""")]
    [InlineData("""{"avg":{"field":"size.width","missing":0}}""", """{"value":0.3}""")]
    [InlineData("""{"stats":{"field":"stock"}}""", """{"count":5,"min":0.0,"max":100.0,"avg":24.8,"sum":124.0}""")]
    [InlineData("""{"max":{"field":"added"}}""", """{"value":1706788800000.0,"value_as_string":"2024-02-01T12:00:00.000Z"}""")]
    [InlineData("""{"value_count":{"field":"tags"}}""", """{"value":4}""")]
    [InlineData("""{"cardinality":{"field":"brand"}}""", """{"value":2}""")]
    [InlineData("""{"missing":{"field":"rating"}}""", """{"doc_count":1}""")]
    [InlineData("""{"filter":{"term":{"category":"audio"}},"aggs":{"p":{"sum":{"field":"stock"}}}}""", """{"doc_count":2,"p":{"value":17.0}}""")]
    [InlineData("""{"filters":{"other_bucket_key":"rest","filters":{"a":{"term":{"category":"audio"}},"s":{"match":{"name":"鞋"}}}}}""", """{"buckets":{"a":{"doc_count":2},"s":{"doc_count":1},"rest":{"doc_count":2}}}""")]
    [InlineData("""{"histogram":{"field":"price","interval":50,"min_doc_count":0}}""", """{"buckets":[{"key":0.0,"doc_count":3},{"key":50.0,"doc_count":1},{"key":100.0,"doc_count":0},{"key":150.0,"doc_count":1}]}""")]
    [InlineData("""{"date_histogram":{"field":"added","calendar_interval":"month","format":"yyyy-MM"}}""", """{"buckets":[{"key_as_string":"2023-12","key":1701388800000,"doc_count":1},{"key_as_string":"2024-01","key":1704067200000,"doc_count":2},{"key_as_string":"2024-02","key":1706745600000,"doc_count":1}]}""")]
    [InlineData("""{"terms":{"field":"category","order":{"p":"desc"},"size":2},"aggs":{"p":{"max":{"field":"price"}}}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":2,"buckets":[{"key":"audio","doc_count":2,"p":{"value":199.9}},{"key":"shoes","doc_count":1,"p":{"value":59.5}}]}""")]
    [InlineData("""{"terms":{"field":"nowhere"}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[]}""")]
    [InlineData("""{"filter":{"term":{"category":"audio"}},"aggs":{"c":{"terms":{"field":"category","min_doc_count":0,"size":2},"aggs":{"p":{"sum":{"field":"stock"}}}}}}""", """{"doc_count":2,"c":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"audio","doc_count":2,"p":{"value":17.0}},{"key":"care","doc_count":0,"p":{"value":0.0}}]}}""")]
    [InlineData("""{"filter":{"term":{"category":"audio"}},"aggs":{"c":{"terms":{"field":"active","min_doc_count":0}}}}""", """{"doc_count":2,"c":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":1,"key_as_string":"true","doc_count":2},{"key":0,"key_as_string":"false","doc_count":0}]}}""")]
    [InlineData("""{"terms":{"field":"tags"},"aggs":{"t":{"terms":{"field":"tags"}},"c":{"cardinality":{"field":"tags"}}}}""", """{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"new","doc_count":2,"t":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"new","doc_count":2},{"key":"sale","doc_count":1}]},"c":{"value":2}},{"key":"sale","doc_count":2,"t":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,"buckets":[{"key":"sale","doc_count":2},{"key":"new","doc_count":1}]},"c":{"value":2}}]}""")]
    [InlineData("""{"avg":{"field":"nowhere"}}""", """{"value":null}""")]
    public async Task An_aggregation_counts_right(string aggregation, string expected)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, $$$"""{"size":0,"aggs":{"x":{{{aggregation}}}}}""");

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(Rounded(expected), Rounded(answer.Json["aggregations"]!["x"]!.ToJsonString()));
    }

    [Fact]
    public async Task Facets_follow_the_query_the_post_filter_only_the_hits_and_global_neither()
    {
        var answer = await shop.Server.SearchAsync(shop.Name, """
            {"query":{"term":{"active":true}},"post_filter":{"term":{"category":"audio"}},
             "aggs":{"c":{"terms":{"field":"category"},"aggs":{"r":{"range":{"field":"price","ranges":[{"to":100},{"from":100}]}}}},"all":{"global":{},"aggs":{"n":{"value_count":{"field":"stock"}}}}}}
            """);

        Assert.Equal(["1", "4"], answer.Ids.Order());
        Assert.Equal(["audio", "power", "shoes"], answer.Json["aggregations"]!["c"]!["buckets"]!.AsArray().Select(bucket => (string)bucket!["key"]!));
        Assert.Equal([1, 1], answer.Json["aggregations"]!["c"]!["buckets"]![0]!["r"]!["buckets"]!.AsArray().Select(bucket => (int)bucket!["doc_count"]!));
        Assert.Equal((5, 5), ((int)answer.Json["aggregations"]!["all"]!["doc_count"]!, (int)answer.Json["aggregations"]!["all"]!["n"]!["value"]!));
    }

    [Fact]
    public async Task Types_are_put_before_the_names_when_asked_for()
    {
        var answer = await shop.Server.PostAsync($"/{shop.Name}/_search?typed_keys=true", """{"size":0,"aggs":{"a":{"terms":{"field":"category"}},"b":{"terms":{"field":"stock"}},"c":{"terms":{"field":"price"}},"d":{"avg":{"field":"price"}}}}""");

        Assert.Equal(["sterms#a", "lterms#b", "dterms#c", "avg#d"], answer.Json["aggregations"]!.AsObject().Select(pair => pair.Key));
    }

    [Theory]
    [InlineData("""{"terms":{"field":"name"}}""", "Fielddata is disabled on [name]")]
    [InlineData("""{"avg":{"field":"category"}}""", "is not supported for aggregation [avg]")]
    [InlineData("""{"terms":{"field":"category","size":0}}""", "[size] must be greater than 0")]
    [InlineData("""{"nonsense":{}}""", "Unknown aggregation type [nonsense]")]
    public async Task A_wrong_aggregation_is_refused(string aggregation, string complaint)
    {
        var answer = await shop.Server.SearchAsync(shop.Name, $$$"""{"size":0,"aggs":{"x":{{{aggregation}}}}}""");

        Assert.Equal(400, answer.Status);
        Assert.Contains(complaint, answer.Text, StringComparison.Ordinal);
    }

    // Sums may differ in the last digit from machine to machine.
    static string Rounded(string json) => System.Text.RegularExpressions.Regex.Replace(JsonNode.Parse(json)!.ToJsonString(), @"\d+\.\d{6,}", m => Math.Round(decimal.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture), 5).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
