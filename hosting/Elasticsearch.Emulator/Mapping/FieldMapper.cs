using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Mapping;

internal enum DocValuesKind
{
    None,
    Numbers,
    Ordinals,
}

/// <summary>The bounds of a range query; null is open.</summary>
internal sealed record RangeBounds(JsonElement? From, bool IncludeFrom, JsonElement? To, bool IncludeTo, DateFormats? Format, TimeZoneInfo Zone, long Now);

/// <summary>How one field goes into Lucene, and how it is asked for.</summary>
internal abstract class FieldMapper(string path, string type)
{
    public string Path { get; } = path;

    public string Type { get; } = type;

    public bool IsIndexed { get; init; } = true;

    public bool HasDocValues { get; init; } = true;

    public IReadOnlyList<string> CopyTo { get; init; } = [];

    public IReadOnlyList<FieldMapper> MultiFields { get; set; } = [];

    /// <summary>The value that stands for an explicit null.</summary>
    public JsonElement? NullValue { get; init; }

    public abstract DocValuesKind DocValues { get; }

    /// <summary>Adds one value that is neither null nor an array.</summary>
    /// <exception cref="ElasticsearchException">The value does not fit the type.</exception>
    public abstract void Index(ParsedDocument document, JsonElement value);

    /// <summary>Whether a value is taken at all; ignore_above leaves some out.</summary>
    public virtual bool Keeps(JsonElement value) => true;

    public abstract Query Term(JsonElement value);

    public virtual Query Terms(IReadOnlyList<JsonElement> values)
    {
        var any = new BooleanQuery(true);
        foreach (var value in values)
        {
            any.Add(Term(value), Occur.SHOULD);
        }

        return new ConstantScoreQuery(any);
    }

    public abstract Query Range(RangeBounds bounds);

    /// <summary>A doc value as aggregations and sort values show it.</summary>
    public virtual object FromDocValue(long value) => value;

    /// <summary>A doc value as a number to calculate with.</summary>
    public virtual double ToDouble(long value) => value;

    /// <summary>The reverse of <see cref="FromDocValue"/>, for search_after and missing values.</summary>
    public virtual long ToDocValue(JsonElement value) => throw NotSupportedHere("sorting");

    /// <summary>The text of a doc value beside its number, where Elasticsearch shows key_as_string; null where it does not.</summary>
    public virtual string? KeyAsText(long value) => null;

    protected Term TermOf(string text) => new(Path, text);

    protected ElasticsearchException NotSupportedHere(string what) =>
        Failures.IllegalArgument($"Field [{Path}] of type [{Type}] is not supported for {what}");

    protected void CheckIndexed()
    {
        if (!IsIndexed)
        {
            throw Failures.IllegalArgument($"Cannot search on field [{Path}] since it is not indexed.");
        }
    }

    protected static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Http.JsonAt.String(value) : value.GetRawText();
}
