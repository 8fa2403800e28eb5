using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Documents;

public sealed class BulkApiTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    readonly Server server = fixture.Server;

    [Fact]
    public async Task Each_of_the_four_actions_answers_for_itself()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"mappings":{"properties":{"n":{"type":"integer"}}}}""");

        var answer = await BulkAsync(index,
            """{"index":{"_id":"1"}}""", """{"n":1}""",
            """{"create":{"_id":"1"}}""", """{"n":2}""",
            """{"update":{"_id":"1"}}""", """{"doc":{"n":3}}""",
            """{"update":{"_id":"9"}}""", """{"doc":{"n":3}}""",
            """{"index":{"_id":"2"}}""", """{"n":"abc"}""",
            """{"index":{"_id":"3"}}""", """not json""",
            """{"delete":{"_id":"1"}}""",
            """{"delete":{"_id":"8"}}""");

        var items = answer.Json["items"]!.AsArray().Select(item => item!.AsObject().First()).ToList();
        Assert.True((bool)answer.Json["errors"]!);
        Assert.Equal([201, 409, 200, 404, 400, 400, 200, 404], items.Select(item => (int)item.Value!["status"]!));
        Assert.Equal(["version_conflict_engine_exception", "document_missing_exception", "document_parsing_exception", "document_parsing_exception"],
            items.Where(item => item.Value!["error"] is not null).Select(item => (string)item.Value!["error"]!["type"]!));
    }

    [Theory]
    [InlineData("{\"index\":{}}\n{}", "must be terminated by a newline")]
    [InlineData("{\"put\":{\"_id\":\"1\"}}\n{}\n", "expected field [create], [delete], [index] or [update] but found [put]")]
    [InlineData("[]\n", "Malformed action/metadata line [1]")]
    [InlineData("{\"index\":{\"_id\":\"1\",\"foo\":1}}\n{}\n", "unknown parameter [foo]")]
    public async Task A_line_that_is_no_action_spoils_the_whole_request(string body, string complaint)
    {
        var answer = await server.SendAsync("POST", $"/{fixture.NewName()}/_bulk", body, "application/x-ndjson");

        Assert.Equal(400, answer.Status);
        Assert.Contains(complaint, answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipelines_are_refused_and_nothing_is_written()
    {
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself has pipelines.");
        var index = fixture.NewName();

        var answer = await server.SendAsync("POST", $"/{index}/_bulk?pipeline=x", "{\"index\":{}}\n{}\n", "application/x-ndjson");

        Assert.Equal((501, "emulator_unsupported_exception"), (answer.Status, answer.ErrorType));
        Assert.Equal(404, (await server.GetAsync($"/{index}/_count")).Status);
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        var index = fixture.NewName();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => BulkAsync(index,
            [.. Enumerable.Range(0, 200).SelectMany(i => new[] { $"{{\"index\":{{\"_id\":\"{w}-{i}\"}}}}", $$"""{"w":{{w}},"text{{i % 7}}":"x"}""" })])));
        await server.MustAsync("POST", $"/{index}/_refresh");

        Assert.Equal(1600, (int)(await server.GetAsync($"/{index}/_count")).Json["count"]!);
    }

    Task<Answer> BulkAsync(string index, params string[] lines) =>
        server.SendAsync("POST", $"/{index}/_bulk", string.Join('\n', lines) + "\n", "application/x-ndjson");
}
