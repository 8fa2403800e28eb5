using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Mapping;

internal sealed class BooleanFieldMapper(string path) : FieldMapper(path, "boolean")
{
    static readonly FieldType FieldType = new() { IsIndexed = true, IsTokenized = false, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY };

    public override DocValuesKind DocValues => HasDocValues ? DocValuesKind.Numbers : DocValuesKind.None;

    public override void Index(ParsedDocument document, JsonElement value)
    {
        var flag = Parse(value);
        if (IsIndexed)
        {
            document.Add(new Field(Path, flag ? "T" : "F", FieldType));
        }

        if (HasDocValues)
        {
            document.AddNumber(Path, flag ? 1 : 0);
        }
    }

    public override Query Term(JsonElement value)
    {
        CheckIndexed();
        return new TermQuery(TermOf(Parse(value) ? "T" : "F"));
    }

    public override Query Range(RangeBounds bounds)
    {
        CheckIndexed();
        var any = new BooleanQuery(true);
        foreach (var flag in new[] { false, true })
        {
            var fits = (bounds.From is not { } from || (bounds.IncludeFrom ? Order(flag) >= Order(Parse(from)) : Order(flag) > Order(Parse(from))))
                && (bounds.To is not { } to || (bounds.IncludeTo ? Order(flag) <= Order(Parse(to)) : Order(flag) < Order(Parse(to))));
            if (fits)
            {
                any.Add(new TermQuery(TermOf(flag ? "T" : "F")), Occur.SHOULD);
            }
        }

        return new ConstantScoreQuery(any);
    }

    public override object FromDocValue(long value) => value;

    public override string KeyAsText(long value) => value != 0 ? "true" : "false";

    public override long ToDocValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? Order(value.GetDouble() != 0) : Order(Parse(value));

    static int Order(bool flag) => flag ? 1 : 0;

    static bool Parse(JsonElement value) => TextOf(value) switch
    {
        "true" when value.ValueKind is JsonValueKind.String or JsonValueKind.True => true,
        "false" or "" when value.ValueKind is JsonValueKind.String or JsonValueKind.False => false,
        var other => throw Failures.IllegalArgument($"Failed to parse value [{other}] as only [true] or [false] are allowed."),
    };
}
