using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Documents;

public sealed class DocumentsApiTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    readonly Server server = fixture.Server;

    [Fact]
    public async Task A_document_is_created_then_updated_and_its_version_grows()
    {
        var index = fixture.NewName();

        var first = await server.PutAsync($"/{index}/_doc/1", """{"a":1}""");
        var second = await server.PutAsync($"/{index}/_doc/1", """{"a":2}""");

        Assert.Equal((201, "created", 1L, 0L), (first.Status, (string)first.Json["result"]!, (long)first.Json["_version"]!, (long)first.Json["_seq_no"]!));
        Assert.Equal((200, "updated", 2L, 1L), (second.Status, (string)second.Json["result"]!, (long)second.Json["_version"]!, (long)second.Json["_seq_no"]!));
    }

    [Fact]
    public async Task Reading_by_id_sees_a_write_at_once_and_searching_only_after_a_refresh()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"settings":{"refresh_interval":"-1"}}""");

        await server.MustAsync("PUT", $"/{index}/_doc/1", """{"a":1}""");
        var got = await server.GetAsync($"/{index}/_doc/1");
        var before = await server.GetAsync($"/{index}/_count");
        var notRealtime = await server.GetAsync($"/{index}/_doc/1?realtime=false");
        await server.MustAsync("POST", $"/{index}/_refresh");
        var after = await server.GetAsync($"/{index}/_count");

        Assert.True((bool)got.Json["found"]!);
        Assert.Equal(404, notRealtime.Status);
        Assert.Equal((0, 1), ((int)before.Json["count"]!, (int)after.Json["count"]!));
    }

    [Fact]
    public async Task Waiting_for_a_refresh_returns_when_searches_see_the_write()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}/_doc/1?refresh=wait_for", """{"a":1}""");

        Assert.Equal(1, (int)(await server.GetAsync($"/{index}/_count")).Json["count"]!);
    }

    [Fact]
    public async Task The_source_comes_back_byte_for_byte()
    {
        var index = fixture.NewName();
        const string source = """{"b":  1.50, "a":"牙\u4e00", "list":[1, [2,null]], "o":[{"x":{ }}]}""";
        await server.MustAsync("PUT", $"/{index}/_doc/1", source);

        Assert.Equal(source, (await server.GetAsync($"/{index}/_source/1")).Text);
    }

    [Fact]
    public async Task A_missing_document_and_a_missing_index_are_told_apart()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}");

        var document = await server.GetAsync($"/{index}/_doc/nope");
        var noIndex = await server.GetAsync($"/{fixture.NewName()}/_doc/nope");

        Assert.Equal((404, false), (document.Status, (bool)document.Json["found"]!));
        Assert.Equal((404, "index_not_found_exception"), (noIndex.Status, noIndex.ErrorType));
    }

    [Fact]
    public async Task Creating_what_exists_is_a_conflict_that_names_the_version()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}/_create/1", "{}");

        var again = await server.PutAsync($"/{index}/_create/1", "{}");
        var byType = await server.PutAsync($"/{index}/_doc/1?op_type=create", "{}");

        Assert.Equal((409, "version_conflict_engine_exception", "[1]: version conflict, document already exists (current version [1])"), (again.Status, again.ErrorType, again.Reason));
        Assert.Equal(409, byType.Status);
    }

    [Fact]
    public async Task A_write_under_a_sequence_number_fails_when_another_came_between()
    {
        var index = fixture.NewName();
        var first = await server.MustAsync("PUT", $"/{index}/_doc/1", """{"a":1}""");
        var (seqNo, term) = ((long)first.Json["_seq_no"]!, (long)first.Json["_primary_term"]!);

        var mine = await server.PutAsync($"/{index}/_doc/1?if_seq_no={seqNo}&if_primary_term={term}", """{"a":2}""");
        var late = await server.PutAsync($"/{index}/_doc/1?if_seq_no={seqNo}&if_primary_term={term}", """{"a":3}""");
        var delete = await server.DeleteAsync($"/{index}/_doc/1?if_seq_no={seqNo}&if_primary_term={term}");
        var half = await server.PutAsync($"/{index}/_doc/1?if_seq_no={seqNo}", "{}");

        Assert.Equal((200, 409, 409, 400), (mine.Status, late.Status, delete.Status, half.Status));
        Assert.Equal($"[1]: version conflict, required seqNo [{seqNo}], primary term [{term}]. current document has seqNo [1] and primary term [{term}]", late.Reason);
        Assert.Equal("""{"a":2}""", (await server.GetAsync($"/{index}/_source/1")).Text);
    }

    [Fact]
    public async Task Of_many_writers_under_one_sequence_number_exactly_one_wins()
    {
        var index = fixture.NewName();
        var first = await server.MustAsync("PUT", $"/{index}/_doc/1", "{}");
        var condition = $"if_seq_no={first.Json["_seq_no"]}&if_primary_term={first.Json["_primary_term"]}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => server.PutAsync($"/{index}/_doc/1?{condition}", $$"""{"a":{{i}}}""")));

        Assert.Equal(1, answers.Count(answer => answer.Status == 200));
        Assert.Equal(19, answers.Count(answer => answer.Status == 409));
    }

    [Fact]
    public async Task External_versions_only_go_up()
    {
        var index = fixture.NewName();

        var five = await server.PutAsync($"/{index}/_doc/1?version=5&version_type=external", "{}");
        var again = await server.PutAsync($"/{index}/_doc/1?version=5&version_type=external", "{}");
        var equal = await server.PutAsync($"/{index}/_doc/1?version=5&version_type=external_gte", "{}");
        var internalOne = await server.PutAsync($"/{index}/_doc/1?version=6", "{}");

        Assert.Equal((201, 409, 200, 400), (five.Status, again.Status, equal.Status, internalOne.Status));
        Assert.Equal(5, (int)equal.Json["_version"]!);
        Assert.Contains("internal versioning can not be used", internalOne.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_document_keeps_counting_its_version()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}/_doc/1", "{}");

        var deleted = await server.DeleteAsync($"/{index}/_doc/1");
        var again = await server.DeleteAsync($"/{index}/_doc/1");
        var created = await server.PutAsync($"/{index}/_doc/1", "{}");

        Assert.Equal((200, "deleted", 2), (deleted.Status, (string)deleted.Json["result"]!, (int)deleted.Json["_version"]!));
        Assert.Equal((404, "not_found"), (again.Status, (string)again.Json["result"]!));
        Assert.Equal((201, 4), (created.Status, (int)created.Json["_version"]!));
    }

    [Fact]
    public async Task Ids_may_hold_slashes_blanks_and_any_script()
    {
        var index = fixture.NewName();
        foreach (var id in new[] { "a/b", "a b", "牙刷", "100%", "a+b", "..%2F" })
        {
            var path = $"/{index}/_doc/{Uri.EscapeDataString(id)}";
            var put = await server.PutAsync(path, "{}");
            Assert.Equal((201, id), (put.Status, (string)put.Json["_id"]!));
            Assert.Equal(id, (string)(await server.GetAsync(path)).Json["_id"]!);
        }

        // Once more out of the index itself, where nothing recent is remembered.
        await server.MustAsync("POST", $"/{index}/_refresh");
        Assert.True((bool)(await server.GetAsync($"/{index}/_doc/a%2Fb")).Json["found"]!);
        Assert.Equal(["a/b"], (await server.SearchAsync(index, """{"query":{"ids":{"values":["a/b"]}}}""")).Ids);
        await server.MustAsync("PUT", $"/{index}/_doc/a%2Fb?refresh=true", "{}");
        Assert.Equal(6, (int)(await server.GetAsync($"/{index}/_count")).Json["count"]!);
    }

    [Fact]
    public async Task An_id_of_more_than_512_bytes_is_refused()
    {
        var answer = await server.PutAsync($"/{fixture.NewName()}/_doc/{new string('x', 513)}", "{}");

        Assert.Equal((400, "action_request_validation_exception"), (answer.Status, answer.ErrorType));
    }

    [Fact]
    public async Task Without_an_id_one_is_made()
    {
        var index = fixture.NewName();

        var first = await server.PostAsync($"/{index}/_doc", "{}");
        var second = await server.PostAsync($"/{index}/_doc", "{}");

        Assert.Equal((201, 201), (first.Status, second.Status));
        Assert.NotEqual((string)first.Json["_id"]!, (string)second.Json["_id"]!);
    }

    [Fact]
    public async Task A_partial_update_merges_objects_and_says_when_nothing_changes()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}/_doc/1", """{"a":{"x":1,"y":2},"b":[1]}""");

        var changed = await server.PostAsync($"/{index}/_update/1?_source=true", """{"doc":{"a":{"y":3},"b":[2],"c":null}}""");
        var noop = await server.PostAsync($"/{index}/_update/1", """{"doc":{"a":{"y":3}}}""");
        var forced = await server.PostAsync($"/{index}/_update/1", """{"doc":{"a":{"y":3}},"detect_noop":false}""");

        Assert.Equal("""{"a":{"x":1,"y":3},"b":[2],"c":null}""", changed.Json["get"]!["_source"]!.ToJsonString());
        Assert.Equal(("noop", 2), ((string)noop.Json["result"]!, (int)noop.Json["_version"]!));
        Assert.Equal(("updated", 3), ((string)forced.Json["result"]!, (int)forced.Json["_version"]!));
    }

    [Fact]
    public async Task An_update_inserts_when_it_is_told_what_and_fails_otherwise()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}");

        var missing = await server.PostAsync($"/{index}/_update/1", """{"doc":{"a":1}}""");
        var upsert = await server.PostAsync($"/{index}/_update/1", """{"doc":{"a":1},"upsert":{"a":0}}""");
        var asUpsert = await server.PostAsync($"/{index}/_update/2", """{"doc":{"a":1},"doc_as_upsert":true}""");
        var script = await server.PostAsync($"/{index}/_update/2", """{"script":"ctx._source.a++"}""");

        Assert.Equal((404, "document_missing_exception"), (missing.Status, missing.ErrorType));
        Assert.Equal((201, """{"a":0}"""), (upsert.Status, (await server.GetAsync($"/{index}/_source/1")).Text));
        Assert.Equal((201, """{"a":1}"""), (asUpsert.Status, (await server.GetAsync($"/{index}/_source/2")).Text));
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself has scripts.");
        Assert.Equal((501, "emulator_unsupported_exception", "$.script"), (script.Status, script.ErrorType, (string)script.Json["error"]!["path"]!));
    }

    [Fact]
    public async Task Several_documents_are_read_at_once_with_errors_where_they_belong()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}/_doc/1", """{"a":1,"b":2}""");

        var docs = (await server.PostAsync("/_mget", $$"""{"docs":[{"_index":"{{index}}","_id":"1","_source":["a"]},{"_index":"{{index}}","_id":"2"},{"_index":"missing-{{index}}","_id":"1"}]}""")).Json["docs"]!.AsArray();

        Assert.Equal("""{"a":1}""", docs[0]!["_source"]!.ToJsonString());
        Assert.False((bool)docs[1]!["found"]!);
        Assert.Equal("index_not_found_exception", (string)docs[2]!["error"]!["type"]!);
    }
}
