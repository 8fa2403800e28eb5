using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Indices;

public sealed class IndicesTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    readonly Server server = fixture.Server;

    [Fact]
    public async Task An_index_comes_is_there_and_goes()
    {
        var name = fixture.NewName();

        Assert.Equal(404, (await server.SendAsync("HEAD", $"/{name}")).Status);
        Assert.Equal(name, (string)(await server.PutAsync($"/{name}", "{}")).Json["index"]!);
        Assert.Equal(200, (await server.SendAsync("HEAD", $"/{name}")).Status);
        var again = await server.PutAsync($"/{name}", "{}");
        Assert.Equal((400, "resource_already_exists_exception"), (again.Status, again.ErrorType));
        Assert.Equal(200, (await server.DeleteAsync($"/{name}")).Status);
        Assert.Equal((404, "index_not_found_exception"), ((await server.DeleteAsync($"/{name}")).Status, (await server.GetAsync($"/{name}")).ErrorType));
    }

    [Fact]
    public async Task Settings_are_shown_as_texts_and_only_some_can_be_changed()
    {
        var name = fixture.NewName();
        await server.MustAsync("PUT", $"/{name}", """{"settings":{"number_of_replicas":0,"index":{"refresh_interval":"5s"}}}""");

        var change = await server.PutAsync($"/{name}/_settings", """{"index":{"refresh_interval":"-1","number_of_replicas":1}}""");
        var shards = await server.PutAsync($"/{name}/_settings", """{"number_of_shards":2}""");
        var unknown = await server.PutAsync($"/{name}/_settings", """{"foo":2}""");
        var settings = (await server.GetAsync($"/{name}/_settings")).Json[name]!["settings"]!["index"]!;

        Assert.Equal((200, 400, 400), (change.Status, shards.Status, unknown.Status));
        Assert.Equal(("-1", "1", "1"), ((string)settings["refresh_interval"]!, (string)settings["number_of_replicas"]!, (string)settings["number_of_shards"]!));
    }

    [Fact]
    public async Task An_alias_is_swapped_so_that_no_search_ever_misses_it()
    {
        var (first, second, alias) = (fixture.NewName(), fixture.NewName(), fixture.NewName("alias"));
        await server.BulkAsync(first, ("1", """{"v":1}"""));
        await server.BulkAsync(second, ("1", """{"v":2}"""));
        await server.MustAsync("PUT", $"/{first}/_alias/{alias}");
        using var done = new CancellationTokenSource();
        var searching = Task.Run(async () =>
        {
            var answers = 0;
            while (!done.IsCancellationRequested)
            {
                var answer = await server.GetAsync($"/{alias}/_search");
                Assert.True(answer.Status == 200 && answer.Total == 1, answer.Text);
                answers++;
            }

            return answers;
        });

        for (var i = 0; i < 20; i++)
        {
            var (from, to) = i % 2 == 0 ? (first, second) : (second, first);
            await server.MustAsync("POST", "/_aliases", $$$"""{"actions":[{"remove":{"index":"{{{from}}}","alias":"{{{alias}}}"}},{"add":{"index":"{{{to}}}","alias":"{{{alias}}}"}}]}""");
        }

        await done.CancelAsync();
        Assert.True(await searching >= 0);
        Assert.Equal([first], (await server.GetAsync($"/_alias/{alias}")).Json.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task Alias_changes_are_made_all_or_none()
    {
        var (index, alias) = (fixture.NewName(), fixture.NewName("alias"));
        await server.MustAsync("PUT", $"/{index}");

        var answer = await server.PostAsync("/_aliases", $$$"""{"actions":[{"add":{"index":"{{{index}}}","alias":"{{{alias}}}"}},{"remove":{"index":"{{{index}}}","alias":"missing"}}]}""");

        Assert.Equal((404, "aliases_not_found_exception"), (answer.Status, answer.ErrorType));
        Assert.Equal(404, (await server.SendAsync("HEAD", $"/_alias/{alias}")).Status);
    }

    [Fact]
    public async Task Writing_through_an_alias_needs_to_know_where()
    {
        var (first, second, alias) = (fixture.NewName(), fixture.NewName(), fixture.NewName("alias"));
        await server.MustAsync("PUT", $"/{first}", $"{{\"aliases\":{{\"{alias}\":{{}}}}}}");
        Assert.Equal(first, (string)(await server.PutAsync($"/{alias}/_doc/1", "{}")).Json["_index"]!);
        await server.MustAsync("PUT", $"/{second}", $"{{\"aliases\":{{\"{alias}\":{{}}}}}}");

        var unclear = await server.PutAsync($"/{alias}/_doc/2", "{}");
        await server.MustAsync("PUT", $"/{second}/_alias/{alias}", """{"is_write_index":true}""");
        var clear = await server.PutAsync($"/{alias}/_doc/2", "{}");

        Assert.Equal(400, unclear.Status);
        Assert.Contains("no write index is defined for alias", unclear.Reason, StringComparison.Ordinal);
        Assert.Equal(second, (string)clear.Json["_index"]!);
    }

    [Fact]
    public async Task An_alias_with_a_filter_shows_only_what_passes()
    {
        var (index, alias) = (fixture.NewName(), fixture.NewName("alias"));
        await server.BulkAsync(index, ("1", """{"c":"a"}"""), ("2", """{"c":"b"}"""));
        await server.MustAsync("PUT", $"/{index}/_alias/{alias}", """{"filter":{"term":{"c":"b"}}}""");

        Assert.Equal(["2"], (await server.GetAsync($"/{alias}/_search")).Ids);
        Assert.Equal(2, (await server.GetAsync($"/{index}/_search")).Total);
    }

    [Fact]
    public async Task Names_with_wildcards_and_lists_search_several_indices()
    {
        var prefix = fixture.NewName("multi");
        foreach (var i in new[] { 1, 2, 3 })
        {
            await server.BulkAsync($"{prefix}-{i}", ("x", $$"""{"n":{{i}}}"""));
        }

        async Task<string> Found(string expression) => string.Join(',', (await server.PostAsync($"/{expression}/_search?ignore_unavailable=true", """{"sort":[{"n":"desc"}]}""")).Json["hits"]!["hits"]!.AsArray().Select(hit => (int)hit!["sort"]![0]!));
        Assert.Equal("3,2,1", await Found($"{prefix}-*"));
        Assert.Equal("3,1", await Found($"{prefix}-*,-{prefix}-2"));
        Assert.Equal("2,1", await Found($"{prefix}-1,{prefix}-2,missing-{prefix}"));
        Assert.Equal(400, (await server.DeleteAsync($"/{prefix}-*")).Status);
        Assert.Equal(404, (await server.GetAsync($"/{prefix}-1,missing-{prefix}/_search")).Status);
        await server.MustAsync("DELETE", $"/{prefix}-1,{prefix}-2,{prefix}-3");
    }

    [Fact]
    public async Task Tables_for_people_have_columns_that_can_be_chosen()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"settings":{"number_of_replicas":0}}""");
        await server.BulkAsync(index, ("1", "{}"));

        Assert.Equal($"index docs.count\n{index} 1\n", System.Text.RegularExpressions.Regex.Replace((await server.GetAsync($"/_cat/indices/{index}?v&h=index,docs.count")).Text, " +", " "));
        Assert.Equal($$"""[{"health":"green","index":"{{index}}"}]""", (await server.GetAsync($"/_cat/indices/{index}?format=json&h=health,index")).Text);
        Assert.Equal("1", (string)(await server.GetAsync($"/_cat/count/{index}?format=json")).Json[0]!["count"]!);
    }

    [Fact]
    public async Task A_missing_replica_makes_an_index_yellow()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"settings":{"number_of_replicas":1}}""");

        Assert.Equal("yellow", (string)(await server.GetAsync($"/_cluster/health/{index}")).Json["status"]!);
        Assert.Equal(408, (await server.GetAsync($"/_cluster/health/{index}?wait_for_status=green&timeout=10ms")).Status);
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await Server.EmulateAsync(new() { DataPath = folder.Path }))
        {
            await before.MustAsync("PUT", "/a", """{"settings":{"number_of_replicas":0,"analysis":{"analyzer":{"x":{"tokenizer":"keyword","filter":["lowercase"]}}}},"mappings":{"properties":{"t":{"type":"text","analyzer":"x"}}},"aliases":{"b":{"is_write_index":true}}}""");
            await before.MustAsync("PUT", "/b/_doc/1", """{"t":"A B","new":1}""");
            await before.MustAsync("PUT", "/b/_doc/1", """{"t":"A C","new":1}""");
            await before.MustAsync("PUT", "/gone/_doc/1", "{}");
            await before.MustAsync("DELETE", "/gone");
        }

        await using var after = await Server.EmulateAsync(new() { DataPath = folder.Path });
        var document = await after.GetAsync("/a/_doc/1");
        Assert.Equal((2, 1, """{"t":"A C","new":1}"""), ((int)document.Json["_version"]!, (int)document.Json["_seq_no"]!, document.Json["_source"]!.ToJsonString()));
        Assert.Equal(["1"], (await after.SearchAsync("b", """{"query":{"match":{"t":"a c"}}}""")).Ids);
        Assert.Equal("long", (string)(await after.GetAsync("/a/_mapping")).Json["a"]!["mappings"]!["properties"]!["new"]!["type"]!);
        Assert.Equal(404, (await after.GetAsync("/gone")).Status);
        Assert.Equal(3, (int)(await after.PutAsync("/b/_doc/1", "{}")).Json["_version"]!);
        Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path, "indices")));
    }

    [Fact]
    public async Task One_data_directory_serves_one_emulator()
    {
        using var folder = new TemporaryFolder();
        await using var first = await Server.EmulateAsync(new() { DataPath = folder.Path });

        var failure = await Assert.ThrowsAsync<IOException>(() => Server.EmulateAsync(new() { DataPath = folder.Path }));

        Assert.Contains("is in use by another emulator", failure.Message, StringComparison.Ordinal);
    }
}
