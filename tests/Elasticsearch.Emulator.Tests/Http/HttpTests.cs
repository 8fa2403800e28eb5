using System.Net;
using System.Text;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Http;

public sealed class HttpTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    readonly Server server = fixture.Server;

    [Fact]
    public async Task It_says_that_it_is_an_emulator_and_carries_the_header_that_clients_look_for()
    {
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself is no emulator.");

        var answer = await server.GetAsync("/");

        Assert.Equal(("es-emulator", "emulator", "Elasticsearch"), ((string)answer.Json["name"]!, (string)answer.Json["version"]!["build_type"]!, answer.Headers["X-Elastic-Product"]));
    }

    [Theory]
    [InlineData("GET", "/_nonsense", 400, "no handler found for uri [/_nonsense] and method [GET]")]
    [InlineData("POST", "/some-index", 405, "Incorrect HTTP method for uri [/some-index] and method [POST]")]
    [InlineData("PUT", "/_search", 405, "Incorrect HTTP method")]
    public async Task Paths_and_methods_that_do_not_exist_are_answered_as_text(string method, string path, int status, string error)
    {
        var answer = await server.SendAsync(method, path, method == "GET" ? null : "{}");

        Assert.Equal(status, answer.Status);
        Assert.StartsWith(error, (string)answer.Json["error"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/_sql")]
    [InlineData("POST", "/_query")]
    [InlineData("PUT", "/_ilm/policy/x")]
    [InlineData("POST", "/some-index/_update_by_query/1/_rethrottle")]
    [InlineData("PUT", "/_cluster/settings")]
    [InlineData("PUT", "/_security/user/x")]
    public async Task Endpoints_that_the_emulator_lacks_are_refused_by_name(string method, string path)
    {
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself has these.");

        var answer = await server.SendAsync(method, path, method == "GET" ? null : "{}");

        Assert.Equal((501, "emulator_unsupported_exception"), (answer.Status, answer.ErrorType));
    }

    [Theory]
    [InlineData("""{"query":{"match":{"\ud800":"x"}}}""", 400)]
    [InlineData("""{"highlight":{"fields":{"\udc00":{}}}}""", 400)]
    [InlineData("""{"query":{"match":{"a":"\ud83d\u0041"}}}""", 400)]
    [InlineData("""{"query":{"match":{"a":"\ud83d\ude00 \u4e2d \\ud800"}}}""", 200)]
    public async Task Half_a_surrogate_pair_is_no_text(string body, int status)
    {
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself is more lenient here.");

        Assert.Equal(status, (await server.PostAsync("/_search", body)).Status);
    }

    [Fact]
    public async Task Parameters_nobody_knows_are_refused_and_those_the_emulator_lacks_as_well()
    {
        var unknown = await server.GetAsync("/_search?foo=1");

        Assert.Equal((400, "request [/_search] contains unrecognized parameter: [foo]"), (unknown.Status, unknown.Reason));
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself has ?q=.");
        Assert.Equal(501, (await server.GetAsync("/_search?q=a:b")).Status);
    }

    [Theory]
    [InlineData("text/plain", 406)]
    [InlineData("", 406)]
    [InlineData("application/x-www-form-urlencoded", 406)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/vnd.elasticsearch+json; compatible-with=9", 200)]
    [InlineData("application/vnd.elasticsearch+json; compatible-with=8", 200)]
    [InlineData("application/vnd.elasticsearch+json; compatible-with=6", 400)]
    public async Task Content_types_are_taken_as_Elasticsearch_takes_them(string type, int status) =>
        Assert.Equal(status, (await server.SendAsync("POST", "/_count", "{}", type)).Status);

    [Fact]
    public async Task The_answer_is_of_the_type_that_was_accepted()
    {
        var vendor = await server.SendAsync("GET", "/", header: ("Accept", "application/vnd.elasticsearch+json; compatible-with=9,text/plain"));
        var plain = await server.GetAsync("/");

        Assert.Equal("application/vnd.elasticsearch+json;compatible-with=9", vendor.ContentType.Replace(" ", "", StringComparison.Ordinal));
        Assert.StartsWith("application/json", plain.ContentType, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_shards.total", """{"_shards":{"total":1}}""")]
    [InlineData("hits.hits._id", """{"hits":{"hits":[{"_id":"1"}]}}""")]
    [InlineData("**.value", """{"hits":{"total":{"value":1}}}""")]
    [InlineData("hits.*._source.a", """{"hits":{"hits":[{"_source":{"a":1}}]}}""")]
    [InlineData("hits.total,-hits.total.relation", """{"hits":{"total":{"value":1}}}""")]
    [InlineData("nothing", "{}")]
    public async Task Only_what_filter_path_names_is_answered(string filter, string expected)
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"settings":{"number_of_shards":1}}""");
        await server.BulkAsync(index, ("1", """{"a":1,"b":2}"""));

        Assert.Equal(expected, (await server.GetAsync($"/{index}/_search?filter_path={filter}")).Text);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"a":1}}""")]
    [InlineData("""{"query":{"match_all":{}},"query":{"match_all":{}}}""")]
    [InlineData("nonsense")]
    [InlineData("""{"query":{"match":{"a":"\ud800"}}}""")]
    public async Task Bad_JSON_is_the_callers_fault(string body) => Assert.Equal(400, (await server.PostAsync("/_search", body)).Status);

    [Fact]
    public async Task Bad_UTF8_is_the_callers_fault()
    {
        using var content = new ByteArrayContent([.. "{\"a\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await server.Http.PutAsync($"{server.Address}/{fixture.NewName()}/_doc/1", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(900)]
    [InlineData(5000)]
    public async Task Queries_within_queries_end_somewhere(int depth)
    {
        var body = string.Concat(Enumerable.Repeat("""{"bool":{"must":""", depth)) + """{"match_all":{}}""" + string.Concat(Enumerable.Repeat("}}", depth));

        Assert.Equal(400, (await server.PostAsync("/_search", $$"""{"query":{{body}}}""")).Status);
    }

    [Fact]
    public async Task Objects_within_objects_end_somewhere()
    {
        var body = string.Concat(Enumerable.Repeat("""{"a":""", 200)) + "1" + new string('}', 200);

        Assert.Equal(400, (await server.PutAsync($"/{fixture.NewName()}/_doc/1", body)).Status);
    }

    [Fact]
    public async Task A_thousand_fields_are_enough()
    {
        var index = fixture.NewName();
        var body = "{" + string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"f{i}\":1")) + "}";

        var answer = await server.PutAsync($"/{index}/_doc/1", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Limit of total fields [1000] has been exceeded", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_its_length()
    {
        await using var small = await Server.EmulateAsync(new() { MaxContentLength = 1000 });
        var body = $$"""{"a":"{{new string('x', 2000)}}"}""";

        var announced = await small.PutAsync("/i/_doc/1", body);
        using var request = new HttpRequestMessage(HttpMethod.Put, small.Address + "/i/_doc/1") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await small.Http.SendAsync(request);

        Assert.Equal((413, 413), (announced.Status, (int)chunked.StatusCode));
        Assert.Equal(404, (await small.GetAsync("/i")).Status);
    }

    [Theory]
    [InlineData("Upper", "must be lowercase")]
    [InlineData("-x", "must not start with '_', '-', or '+'")]
    [InlineData("a%20b", "must not contain the following characters")]
    [InlineData("a%3Ab", "must not contain ':'")]
    [InlineData("%2E%2E", "must not be '.' or '..'")]
    [InlineData("..%2F..%2Fetc", "must not contain the following characters")]
    public async Task Index_names_follow_the_rules(string name, string complaint)
    {
        // As a raw request: clients tidy such paths up before they send them.
        var answer = await RawHttp.SendAsync(server.Address, "PUT", $"/{name}");

        Assert.Contains("400 Bad Request", answer, StringComparison.Ordinal);
        Assert.Contains("invalid_index_name_exception", answer, StringComparison.Ordinal);
        Assert.Contains(complaint, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_credentials_set_nothing_is_answered_without_them()
    {
        await using var guarded = await Server.EmulateAsync(new() { Credentials = "elastic:geheim:42" });
        static (string, string) Basic(string credentials) => ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

        var none = await guarded.GetAsync("/");
        var wrong = await guarded.SendAsync("GET", "/", header: Basic("elastic:geheim"));
        var rubbish = await guarded.SendAsync("GET", "/", header: ("Authorization", "Basic ***"));
        var right = await guarded.SendAsync("GET", "/", header: Basic("elastic:geheim:42"));

        Assert.Equal((401, 401, 401, 200), (none.Status, wrong.Status, rubbish.Status, right.Status));
        Assert.Equal("security_exception", none.ErrorType);
        Assert.Contains("Basic realm", none.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", wrong.Text, StringComparison.Ordinal);
    }
}
