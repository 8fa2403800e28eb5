using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Mapping;

public sealed class MappingTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    readonly Server server = fixture.Server;

    [Fact]
    public async Task A_mapping_comes_back_without_what_is_the_default()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """
            {"mappings":{"_meta":{"v":1},"properties":{"b":{"type":"keyword","index":true,"ignore_above":5},"a":{"type":"text","fields":{"raw":{"type":"keyword","doc_values":true}}},"o":{"type":"object","properties":{"x":{"type":"long"}}},"p.q":{"type":"date"}}}}
            """);

        Assert.Equal(
            """{"_meta":{"v":1},"properties":{"a":{"type":"text","fields":{"raw":{"type":"keyword"}}},"b":{"type":"keyword","ignore_above":5},"o":{"properties":{"x":{"type":"long"}}},"p":{"properties":{"q":{"type":"date"}}}}}""",
            (await MappingAsync(index)).ToJsonString());
    }

    [Fact]
    public async Task Fields_nobody_declared_get_the_types_of_their_values()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}/_doc/1", """{"t":"word","n":1,"f":1.5,"b":true,"d":"2024-01-10T10:00:00Z","year":"2024","none":null,"empty":[],"list":[null,[2]],"o":{"x":"y"},"a.b":1}""");

        var mapping = await MappingAsync(index);

        string? Type(string path) => path.Split('.').Aggregate((JsonNode?)mapping, (node, name) => node?["properties"]?[name]) is { } field ? (string?)field["type"] ?? "object" : null;
        Assert.Equal(["text", "long", "float", "boolean", "date", "text", null, null, "long", "object", "text", "long"],
            new[] { "t", "n", "f", "b", "d", "year", "none", "empty", "list", "o", "o.x", "a.b" }.Select(Type));
        Assert.Equal("""{"keyword":{"type":"keyword","ignore_above":256}}""", mapping["properties"]!["t"]!["fields"]!.ToJsonString());
    }

    [Fact]
    public async Task A_strict_index_refuses_and_a_closed_one_ignores_what_it_does_not_know()
    {
        var strict = fixture.NewName();
        var ignoring = fixture.NewName();
        await server.MustAsync("PUT", $"/{strict}", """{"mappings":{"dynamic":"strict","properties":{"o":{"properties":{"x":{"type":"long"}}},"free":{"dynamic":true,"properties":{}}}}}""");
        await server.MustAsync("PUT", $"/{ignoring}", """{"mappings":{"dynamic":false}}""");

        var top = await server.PutAsync($"/{strict}/_doc/1", """{"a":1}""");
        var inner = await server.PutAsync($"/{strict}/_doc/1", """{"o":{"y":1}}""");
        var free = await server.PutAsync($"/{strict}/_doc/1", """{"free":{"y":1}}""");
        var ignored = await server.PutAsync($"/{ignoring}/_doc/1", """{"a":{"b":1}}""");

        Assert.Equal((400, "strict_dynamic_mapping_exception", 400, 201, 201), (top.Status, top.ErrorType, inner.Status, free.Status, ignored.Status));
        Assert.Contains("dynamic introduction of [y] within [o] is not allowed", inner.Reason, StringComparison.Ordinal);
        Assert.Equal("""{"dynamic":"false"}""", (await MappingAsync(ignoring)).ToJsonString());
    }

    [Theory]
    [InlineData("""{"n":"abc"}""", "failed to parse field [n] of type [integer] in document with id '1'. Preview of field's value: 'abc'")]
    [InlineData("""{"n":3000000000}""", "failed to parse field [n] of type [integer]")]
    [InlineData("""{"b":"yes"}""", "failed to parse field [b] of type [boolean]")]
    [InlineData("""{"d":"tomorrow"}""", "failed to parse field [d] of type [date]")]
    [InlineData("""{"d":"2024-02-30"}""", "failed to parse field [d] of type [date]")]
    [InlineData("""{"t":{"x":1}}""", "failed to parse field [t] of type [text]")]
    [InlineData("""{"o":1}""", "object mapping for [o] tried to parse field [o] as object, but found a concrete value")]
    [InlineData("""{"":1}""", "failed to parse")]
    [InlineData("""{"_id":"1"}""", "Field [_id] is a metadata field")]
    [InlineData("""[1]""", "failed to parse")]
    public async Task A_document_that_does_not_fit_is_refused_and_leaves_no_trace(string document, string complaint)
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"mappings":{"properties":{"n":{"type":"integer"},"b":{"type":"boolean"},"d":{"type":"date"},"t":{"type":"text"},"o":{"properties":{"x":{"type":"long"}}}}}}""");

        var answer = await server.PutAsync($"/{index}/_doc/1", document);

        Assert.Equal((400, "document_parsing_exception"), (answer.Status, answer.ErrorType));
        Assert.Contains(complaint, answer.Reason, StringComparison.Ordinal);
        Assert.Equal(404, (await server.GetAsync($"/{index}/_doc/1")).Status);
    }

    [Fact]
    public async Task Types_and_analysers_of_existing_fields_do_not_change_and_new_fields_come()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"mappings":{"properties":{"a":{"type":"text"},"k":{"type":"keyword"}}}}""");

        var type = await server.PutAsync($"/{index}/_mapping", """{"properties":{"k":{"type":"long"}}}""");
        var analyzer = await server.PutAsync($"/{index}/_mapping", """{"properties":{"a":{"type":"text","analyzer":"cjk"}}}""");
        var fine = await server.PutAsync($"/{index}/_mapping", """{"properties":{"a":{"type":"text","fields":{"raw":{"type":"keyword"}}},"k":{"type":"keyword","ignore_above":10},"new":{"type":"date"}}}""");

        Assert.Equal((400, "mapper [k] cannot be changed from type [keyword] to [long]"), (type.Status, type.Reason));
        Assert.Equal((400, "Mapper for [a] conflicts with existing mapper:\n\tCannot update parameter [analyzer] from [default] to [cjk]"), (analyzer.Status, analyzer.Reason));
        Assert.Equal(200, fine.Status);
        Assert.Equal("""{"properties":{"a":{"type":"text","fields":{"raw":{"type":"keyword"}}},"k":{"type":"keyword","ignore_above":10},"new":{"type":"date"}}}""", (await MappingAsync(index)).ToJsonString());
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"type":"nonsense"}}}""", 400, "The mapper type [nonsense] declared on field [a] does not exist")]
    [InlineData("""{"properties":{"a":{"type":"keyword","foo":1}}}""", 400, "unknown parameter [foo] on mapper [a] of type [keyword]")]
    [InlineData("""{"properties":{"a":{"type":"text","analyzer":"smartcn"}}}""", 400, "analyzer [smartcn] has not been configured in mappings")]
    [InlineData("""{"properties":{"a":{}}}""", 400, "No type specified for field [a]")]
    [InlineData("""{"foo":1}""", 400, "Root mapping definition has unsupported parameters:  [foo : 1]")]
    public async Task A_wrong_mapping_makes_no_index(string mapping, int status, string complaint)
    {
        var index = fixture.NewName();

        var answer = await server.PutAsync($"/{index}", $$"""{"mappings":{{mapping}}}""");

        Assert.Equal(status, answer.Status);
        Assert.Contains(complaint, answer.Reason, StringComparison.Ordinal);
        Assert.Equal(404, (await server.SendAsync("HEAD", $"/{index}")).Status);
    }

    [Theory]
    [InlineData("""{"properties":{"o":{"properties":{"a":{"type":"geo_point"}}}}}""", "$.mappings.properties.o.properties.a")]
    [InlineData("""{"properties":{"a":{"type":"date","locale":"de"}}}""", "$.mappings.properties.a.locale")]
    [InlineData("""{"runtime":{"a":{"type":"long"}}}""", "$.mappings.runtime")]
    public async Task Field_types_that_the_emulator_lacks_are_refused_with_their_path(string mapping, string path)
    {
        Assert.SkipUnless(Server.RealUrl is null, "Elasticsearch itself has these.");

        var answer = await server.PutAsync($"/{fixture.NewName()}", $$"""{"mappings":{{mapping}}}""");

        Assert.Equal((501, path), (answer.Status, (string)answer.Json["error"]!["path"]!));
    }

    [Fact]
    public async Task Values_are_copied_null_values_stand_in_and_long_keywords_stay_out()
    {
        var index = fixture.NewName();
        await server.MustAsync("PUT", $"/{index}", """{"mappings":{"properties":{"a":{"type":"keyword","copy_to":"all"},"b":{"type":"text","copy_to":["all"]},"all":{"type":"text"},"n":{"type":"keyword","null_value":"NONE"},"s":{"type":"keyword","ignore_above":3}}}}""");
        await server.BulkAsync(index, ("1", """{"a":"red","b":"blue hat","n":null,"s":"abcd"}"""), ("2", """{"s":["abc"]}"""));

        Assert.Equal(["1"], (await server.SearchAsync(index, """{"query":{"match":{"all":{"query":"red hat","operator":"and"}}}}""")).Ids);
        Assert.Equal(["1"], (await server.SearchAsync(index, """{"query":{"term":{"n":"NONE"}}}""")).Ids);
        Assert.Equal(["2"], (await server.SearchAsync(index, """{"query":{"exists":{"field":"s"}}}""")).Ids);
    }

    async Task<JsonNode> MappingAsync(string index) => (await server.GetAsync($"/{index}/_mapping")).Json[index]!["mappings"]!;
}
