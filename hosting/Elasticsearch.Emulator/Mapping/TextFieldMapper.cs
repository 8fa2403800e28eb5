using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>Analysed text.</summary>
internal sealed class TextFieldMapper(string path, string analyzer, string searchAnalyzer, bool norms, string indexOptions) : FieldMapper(path, "text")
{
    readonly FieldType fieldType = new()
    {
        IsIndexed = true,
        IsTokenized = true,
        OmitNorms = !norms,
        IndexOptions = indexOptions switch
        {
            "docs" => IndexOptions.DOCS_ONLY,
            "freqs" => IndexOptions.DOCS_AND_FREQS,
            "offsets" => IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS,
            _ => IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
        },
    };

    public string Analyzer { get; } = analyzer;

    public string SearchAnalyzer { get; } = searchAnalyzer;

    public bool HasPositions => fieldType.IndexOptions.CompareTo(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS) >= 0;

    public override DocValuesKind DocValues => DocValuesKind.None;

    public override void Index(ParsedDocument document, JsonElement value)
    {
        if (IsIndexed)
        {
            document.Add(new Field(Path, TextOf(value), fieldType));
        }
    }

    public override Query Term(JsonElement value)
    {
        CheckIndexed();
        return new TermQuery(TermOf(TextOf(value)));
    }

    public override Query Range(RangeBounds bounds)
    {
        CheckIndexed();
        return new TermRangeQuery(Path,
            bounds.From is { } from ? new BytesRef(TextOf(from)) : null, bounds.To is { } to ? new BytesRef(TextOf(to)) : null,
            bounds.IncludeFrom, bounds.IncludeTo);
    }

    public ElasticsearchException NoFielddata(string index) => Failures.IllegalArgument(
        $"Fielddata is disabled on [{Path}] in [{index}]. Text fields are not optimised for operations that require per-document field data like aggregations and sorting, "
        + "so these operations are disabled by default. Please use a keyword field instead. "
        + $"Alternatively, set fielddata=true on [{Path}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.");
}
