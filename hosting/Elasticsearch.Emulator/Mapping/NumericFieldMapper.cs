using System.Globalization;
using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>Everything that is indexed as one 64-bit number.</summary>
internal abstract class NumericFieldMapper(string path, string type) : FieldMapper(path, type)
{
    // Four terms a value: range queries stay quick and the index small.
    protected const int PrecisionStep = 16;

    static readonly FieldType FieldType = new()
    {
        IsIndexed = true,
        IsTokenized = true,
        OmitNorms = true,
        IndexOptions = IndexOptions.DOCS_ONLY,
        NumericType = NumericType.INT64,
        NumericPrecisionStep = PrecisionStep,
    };

    public override DocValuesKind DocValues => HasDocValues ? DocValuesKind.Numbers : DocValuesKind.None;

    public override void Index(ParsedDocument document, JsonElement value)
    {
        var number = Encode(value);
        if (IsIndexed)
        {
            document.Add(new Int64Field(Path, number, FieldType));
        }

        if (HasDocValues)
        {
            document.AddNumber(Path, number);
        }
    }

    /// <summary>The sortable 64-bit form of a value.</summary>
    /// <exception cref="ElasticsearchException">illegal_argument: not a number of this type.</exception>
    protected abstract long Encode(JsonElement value);

    public override long ToDocValue(JsonElement value) => Encode(value);

    protected Query Between(long? from, long? to)
    {
        CheckIndexed();
        return NumericRangeQuery.NewInt64Range(Path, PrecisionStep, from, to, true, true);
    }

    public override Query Terms(IReadOnlyList<JsonElement> values)
    {
        var any = new BooleanQuery(true);
        foreach (var value in values)
        {
            any.Add(Term(value), Occur.SHOULD);
        }

        return new ConstantScoreQuery(any);
    }

    protected static Query Nothing() => new BooleanQuery();

    protected static decimal? TryDecimal(JsonElement value) =>
        decimal.TryParse(TextOf(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected static ElasticsearchException NotANumber(JsonElement value) => Failures.IllegalArgument($"For input string: \"{TextOf(value)}\"");
}
