using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Documents;

public sealed class ByQueryTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    readonly Server server = fixture.Server;

    [Fact]
    public async Task Delete_by_query_deletes_what_the_query_finds()
    {
        var index = await FilledAsync(10);

        var answer = await server.MustAsync("POST", $"/{index}/_delete_by_query?refresh=true&scroll_size=2", """{"query":{"range":{"n":{"lt":5}}}}""");

        Assert.Equal((5, 5, 3, 0, false), ((int)answer.Json["total"]!, (int)answer.Json["deleted"]!, (int)answer.Json["batches"]!, (int)answer.Json["version_conflicts"]!, (bool)answer.Json["timed_out"]!));
        Assert.Empty(answer.Json["failures"]!.AsArray());
        Assert.Equal(5, (int)(await server.GetAsync($"/{index}/_count")).Json["count"]!);
        Assert.Equal(404, (await server.GetAsync($"/{index}/_doc/0")).Status);
    }

    [Fact]
    public async Task Without_refresh_searches_still_see_what_was_deleted()
    {
        var index = await FilledAsync(3);

        await server.MustAsync("POST", $"/{index}/_delete_by_query", """{"query":{"match_all":{}}}""");

        Assert.Equal(3, (int)(await server.GetAsync($"/{index}/_count")).Json["count"]!);
        Assert.Equal(404, (await server.GetAsync($"/{index}/_doc/0")).Status);
    }

    [Fact]
    public async Task Max_docs_is_the_most_that_is_touched()
    {
        var index = await FilledAsync(6);

        var answer = await server.MustAsync("POST", $"/{index}/_delete_by_query?refresh=true", """{"query":{"match_all":{}},"max_docs":2}""");

        Assert.Equal((2, 2), ((int)answer.Json["total"]!, (int)answer.Json["deleted"]!));
        Assert.Equal(4, (int)(await server.GetAsync($"/{index}/_count")).Json["count"]!);
    }

    [Fact]
    public async Task A_document_written_since_the_last_refresh_is_a_conflict()
    {
        var index = await FilledAsync(2);
        await server.MustAsync("PUT", $"/{index}/_doc/0", """{"n":7}""");

        var aborted = await server.PostAsync($"/{index}/_delete_by_query", """{"query":{"term":{"n":0}}}""");
        var went = await server.MustAsync("POST", $"/{index}/_delete_by_query?conflicts=proceed", """{"query":{"match_all":{}}}""");

        Assert.Equal((409, "version_conflict_engine_exception"), (aborted.Status, (string)aborted.Json["failures"]![0]!["cause"]!["type"]!));
        Assert.Equal((2, 1, 1), ((int)went.Json["total"]!, (int)went.Json["deleted"]!, (int)went.Json["version_conflicts"]!));
        Assert.Equal(7, (int)(await server.GetAsync($"/{index}/_doc/0")).Json["_source"]!["n"]!);
    }

    [Fact]
    public async Task Update_by_query_writes_documents_again_so_that_new_fields_of_the_mapping_find_them()
    {
        var index = await FilledAsync(2);
        await server.MustAsync("PUT", $"/{index}/_mapping", """{"properties":{"t":{"type":"text","fields":{"raw":{"type":"keyword"}}}}}""");
        Assert.Equal(0, (await server.SearchAsync(index, """{"query":{"term":{"t.raw":"Some Text"}}}""")).Total);

        var answer = await server.MustAsync("POST", $"/{index}/_update_by_query?refresh=true");

        Assert.Equal((2, 2), ((int)answer.Json["total"]!, (int)answer.Json["updated"]!));
        Assert.Equal(2, (await server.SearchAsync(index, """{"query":{"term":{"t.raw":"Some Text"}}}""")).Total);
        Assert.Equal(2, (int)(await server.GetAsync($"/{index}/_doc/1")).Json["_version"]!);
    }

    [Theory]
    [InlineData("_delete_by_query", null, 400, "query is missing")]
    [InlineData("_delete_by_query?conflicts=maybe", """{"query":{"match_all":{}}}""", 400, "conflicts may only be")]
    [InlineData("_delete_by_query?max_docs=0", """{"query":{"match_all":{}}}""", 400, "max_docs")]
    [InlineData("_delete_by_query?refresh=wait_for", """{"query":{"match_all":{}}}""", 400, "[wait_for] as only [true] or [false]")]
    [InlineData("_delete_by_query", """{"query":{"match_all":{}},"foo":1}""", 400, "foo")]
    [InlineData("_delete_by_query?wait_for_completion=false", """{"query":{"match_all":{}}}""", 501, "wait_for_completion")]
    [InlineData("_delete_by_query?requests_per_second=5", """{"query":{"match_all":{}}}""", 501, "requests_per_second")]
    [InlineData("_delete_by_query?slices=3", """{"query":{"match_all":{}}}""", 501, "slices")]
    [InlineData("_update_by_query", """{"script":{"source":"ctx._source.n = 1"}}""", 501, "$.script")]
    public async Task What_is_wrong_or_missing_is_said_and_nothing_is_touched(string path, string? body, int status, string reason)
    {
        Assert.SkipUnless(Server.RealUrl is null || status == 400, "Elasticsearch itself has these.");
        var index = await FilledAsync(2);

        var answer = await server.SendAsync("POST", $"/{index}/{path}", body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, answer.Reason, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await server.GetAsync($"/{index}/_doc/0")).Json["_version"]!);
    }

    async Task<string> FilledAsync(int count)
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"settings":{"refresh_interval":"-1"},"mappings":{"properties":{"n":{"type":"integer"},"t":{"type":"text"}}}}""");
        await server.BulkAsync(index, [.. Enumerable.Range(0, count).Select(i => ($"{i}", $$"""{"n":{{i}},"t":"Some Text"}"""))]);
        return index;
    }
}
