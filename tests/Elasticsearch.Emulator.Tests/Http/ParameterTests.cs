using System.IO.Compression;
using System.Text;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Http;

/// <summary>Nothing that is taken is ignored: it has its effect, cannot make a difference, or is refused.</summary>
public sealed class ParameterTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    readonly Server server = fixture.Server;

    [Theory]
    [InlineData("GET", "_search?preference=_local", 200)]
    [InlineData("GET", "_search?preference=some-session", 200)]
    [InlineData("GET", "_search?preference=_nonsense", 400)]
    [InlineData("GET", "_search?preference=_shards:0", 501)]
    [InlineData("GET", "_search?timeout=10s", 200)]
    [InlineData("GET", "_search?timeout=soon", 400)]
    [InlineData("GET", "_search?request_cache=perhaps", 400)]
    [InlineData("GET", "_search?max_concurrent_shard_requests=0", 400)]
    [InlineData("GET", "_search?search_type=dfs_query_then_fetch", 200)]
    [InlineData("GET", "_search?search_type=scan", 400)]
    [InlineData("GET", "_search?routing=a", 200)]
    [InlineData("GET", "_search?format=yaml", 501)]
    [InlineData("GET", "_search?rest_total_hits_as_int=true&track_total_hits=5", 400)]
    [InlineData("GET", "_search?pretty=maybe", 400)]
    [InlineData("PUT", "_doc/1?wait_for_active_shards=1", 201)]
    [InlineData("PUT", "_doc/1?wait_for_active_shards=2", 501)]
    [InlineData("PUT", "_doc/1?wait_for_active_shards=some", 400)]
    [InlineData("PUT", "_doc/1?include_source_on_error=false", 201)]
    [InlineData("PUT", "_doc/1?include_source_on_error=true", 501)]
    [InlineData("PUT", "_doc/1?timeout=1m", 201)]
    [InlineData("PUT", "_doc/1?timeout=1", 400)]
    [InlineData("GET", "_settings?include_defaults=true", 501)]
    public async Task A_parameter_has_its_effect_or_is_refused(string method, string path, int status)
    {
        Assert.SkipUnless(Server.RealUrl is null, "What the emulator refuses, Elasticsearch has.");
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}");

        var answer = await server.SendAsync(method, $"/{index}/{path}", method == "PUT" ? "{}" : null);

        Assert.True(answer.Status == status, answer.Text);
        if (status == 501)
        {
            Assert.StartsWith("?", (string)answer.Json["error"]!["path"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Routing_is_refused_where_it_would_leave_documents_out()
    {
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself routes.");
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"settings":{"number_of_shards":2}}""");

        Assert.Equal(501, (await server.GetAsync($"/{index}/_search?routing=a")).Status);
        Assert.Equal(501, (await server.PutAsync($"/{index}/_doc/1?routing=a", "{}")).Status);
        Assert.Equal(501, (await server.GetAsync($"/{index}/_doc/1?routing=a")).Status);
        var bulk = await server.SendAsync("POST", $"/{index}/_bulk", "{\"index\":{\"_id\":\"1\",\"routing\":\"a\"}}\n{}\n", "application/x-ndjson");
        Assert.Equal(501, (int)bulk.Json["items"]![0]!["index"]!["status"]!);
        Assert.Equal(501, (await server.PostAsync("/_aliases", $$$"""{"actions":[{"add":{"index":"{{{index}}}","alias":"routed-{{{index}}}","routing":"a"}}]}""")).Status);
    }

    [Fact]
    public async Task A_search_that_runs_out_of_time_says_so()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}");
        await server.BulkAsync(index, [.. Enumerable.Range(0, 3000).Select(i => ($"{i}", """{"n":1}"""))]);

        var answer = await server.SearchAsync(index, """{"timeout":"1nanos","track_total_hits":true}""");

        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch may be quicker than its clock.");
        Assert.Equal((200, true), (answer.Status, (bool)answer.Json["timed_out"]!));
        Assert.InRange(answer.Total, 1, 2999);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_packed_body_is_unpacked(string encoding)
    {
        var index = fixture.NewName();
        using var packed = new MemoryStream();
        await using (Stream stream = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(Encoding.UTF8.GetBytes("""{"n":42}"""));
        }

        using var request = new HttpRequestMessage(HttpMethod.Put, $"{server.Address.TrimEnd('/')}/{index}/_doc/1") { Content = new ByteArrayContent(packed.ToArray()) };
        request.Content.Headers.Add("Content-Type", "application/json");
        request.Content.Headers.Add("Content-Encoding", encoding);
        using var response = await server.Http.SendAsync(request);

        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal(42, (int)(await server.GetAsync($"/{index}/_doc/1")).Json["_source"]!["n"]!);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_huge_one_is_too_long()
    {
        Assert.SkipUnless(Server.RealUrl is null, "The limit is set for the emulator.");
        await using var small = await Server.EmulateAsync(new() { MaxContentLength = 1000 });
        using var packed = new MemoryStream();
        await using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(new byte[100_000]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Put, $"{small.Address.TrimEnd('/')}/bomb/_doc/1") { Content = new ByteArrayContent(packed.ToArray()) };
        request.Content.Headers.Add("Content-Type", "application/json");
        request.Content.Headers.Add("Content-Encoding", "gzip");
        using var response = await small.Http.SendAsync(request);

        Assert.InRange(packed.Length, 1, 999);
        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task Tables_come_as_JSON_to_who_asks_for_nothing_else()
    {
        var alone = await server.SendAsync("GET", "/_cat/count", header: ("Accept", "application/json"));
        var either = await server.SendAsync("GET", "/_cat/count", header: ("Accept", "text/plain, application/json"));

        Assert.Single(alone.Json.AsArray());
        Assert.StartsWith("text/plain", either.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_leaves_failures_whole_and_a_trace_comes_only_when_asked_for()
    {
        var filtered = await server.PostAsync("/_search?filter_path=hits.hits._id", """{"query":{"nonsense":{}}}""");
        var traced = await server.PostAsync("/_search?error_trace=true", """{"query":{"nonsense":{}}}""");

        Assert.Equal("parsing_exception", filtered.ErrorType);
        Assert.Null(filtered.Json["error"]!["stack_trace"]);
        Assert.Contains("unknown query [nonsense]", (string)traced.Json["error"]!["stack_trace"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"query":{"mtch":{}}}""", "parsing_exception", "unknown query [mtch] did you mean [match]?", "named_object_not_found_exception")]
    [InlineData("""{"aggs":{"a":{"term":{}}}}""", "parsing_exception", "Unknown aggregation type [term] did you mean [terms]?", "named_object_not_found_exception")]
    [InlineData("""{"query":{"bool":{"must":[{"nonsense":{}}]}}}""", "x_content_parse_exception", "[1:39] [bool] failed to parse field [must]", "parsing_exception")]
    public async Task A_name_that_does_not_exist_is_said_with_what_it_may_have_meant(string body, string type, string reason, string cause)
    {
        var answer = await server.PostAsync("/_search", body);

        Assert.Equal((400, type, reason, cause), (answer.Status, answer.ErrorType, answer.Reason, (string)answer.Json["error"]!["caused_by"]!["type"]!));
    }

    [Fact]
    public async Task A_parameter_or_setting_that_is_nearly_right_is_suggested()
    {
        Assert.Equal("request [/_search] contains unrecognized parameter: [sise] -> did you mean [size]?", (await server.GetAsync("/_search?sise=1")).Reason);
        Assert.StartsWith("unknown setting [index.number_of_shard] did you mean [index.number_of_shards]?",
            (await server.PutAsync($"/{fixture.NewName()}", """{"settings":{"number_of_shard":1}}""")).Reason, StringComparison.Ordinal);
    }
}
