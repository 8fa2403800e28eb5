using System.Text;
using System.Text.Json;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>A text taken whole, with an optional normaliser.</summary>
internal sealed class KeywordFieldMapper(string path, int ignoreAbove, Analyzer? normalizer) : FieldMapper(path, "keyword")
{
    // Lucene's own limit for a term.
    const int MaxTermBytes = 32766;

    static readonly FieldType FieldType = new() { IsIndexed = true, IsTokenized = false, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY };

    public Analyzer? Normalizer { get; } = normalizer;

    public override DocValuesKind DocValues => HasDocValues ? DocValuesKind.Ordinals : DocValuesKind.None;

    public override bool Keeps(JsonElement value) => TextOf(value).Length <= ignoreAbove;

    public override void Index(ParsedDocument document, JsonElement value)
    {
        var text = Normalize(TextOf(value));
        if (text.Length * 3 > MaxTermBytes && Encoding.UTF8.GetByteCount(text) is var length and > MaxTermBytes)
        {
            throw Failures.IllegalArgument(
                $"Document contains at least one immense term in field=\"{Path}\" (whose UTF8 encoding is longer than the max length {MaxTermBytes}), "
                + $"all of which were skipped. Please correct the analyzer to not produce such terms. Original length: {length} bytes. Use ignore_above to leave long values out.");
        }

        if (IsIndexed)
        {
            document.Add(new Field(Path, text, FieldType));
        }

        if (HasDocValues)
        {
            document.AddOrdinal(Path, text);
        }
    }

    public string Normalize(string text) => Normalizer is null ? text : TokenReader.Single(Normalizer, Path, text);

    public override Query Term(JsonElement value)
    {
        CheckIndexed();
        return new TermQuery(TermOf(Normalize(TextOf(value))));
    }

    public override Query Terms(IReadOnlyList<JsonElement> values)
    {
        CheckIndexed();
        var terms = values.Select(value => new BytesRef(Normalize(TextOf(value)))).Distinct().ToArray();
        return terms.Length == 0
            ? new BooleanQuery()
            : new ConstantScoreQuery(new Lucene.Net.Queries.TermsFilter(Path, terms));
    }

    public override Query Range(RangeBounds bounds)
    {
        CheckIndexed();
        return new TermRangeQuery(Path,
            bounds.From is { } from ? new BytesRef(Normalize(TextOf(from))) : null,
            bounds.To is { } to ? new BytesRef(Normalize(TextOf(to))) : null, bounds.IncludeFrom, bounds.IncludeTo);
    }
}
