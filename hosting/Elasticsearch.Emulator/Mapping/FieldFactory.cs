using System.Text.Json;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>Makes the mapper of a field from its checked definition.</summary>
internal static class FieldFactory
{
    public static FieldMapper Create(string path, string type, JsonAt definition, AnalysisRegistry analysis)
    {
        var index = definition.Find("index")?.Bool() ?? true;
        var docValues = definition.Find("doc_values")?.Bool() ?? true;
        var copyTo = definition.Find("copy_to")?.OneOrMany().Select(target => target.Text()).ToList() ?? [];
        var nullValue = definition.Find("null_value") is { IsNull: false } v ? v.Element : (JsonElement?)null;
        var coerce = definition.Find("coerce")?.Bool() ?? true;
        foreach (var (parameter, only) in new[] { ("ignore_malformed", "false"), ("similarity", "BM25"), ("fielddata", "false"), ("term_vector", "no"), ("store", "false"), ("split_queries_on_whitespace", "false") })
        {
            if (definition.Find(parameter) is { } value && !value.Text().Equals(only, StringComparison.OrdinalIgnoreCase))
            {
                throw value.Unsupported($"[{parameter}: {value.Text()}]");
            }
        }

        switch (type)
        {
            case "text":
                return Text(path, definition, analysis, index, copyTo);
            case "keyword":
                if (definition.Find("norms") is { } norms && norms.Bool())
                {
                    throw norms.Unsupported("norms on a keyword field");
                }

                var normalizer = definition.Find("normalizer")?.Text();
                return new KeywordFieldMapper(path, definition.Find("ignore_above")?.Int() ?? int.MaxValue,
                    normalizer is null ? null : analysis.FindNormalizer(normalizer)
                        ?? throw Failures.MapperParsing($"Failed to parse mapping: normalizer [{normalizer}] not found for field [{path}]"))
                {
                    IsIndexed = index, HasDocValues = docValues, CopyTo = copyTo, NullValue = nullValue,
                };
            case "boolean":
                return new BooleanFieldMapper(path) { IsIndexed = index, HasDocValues = docValues, CopyTo = copyTo, NullValue = nullValue };
            case "date":
                var formats = definition.Find("format") is { } format ? DateFormats.Parse(format.Text(), format.Path) : DateFormats.Default;
                return new DateFieldMapper(path, formats) { IsIndexed = index, HasDocValues = docValues, CopyTo = copyTo, NullValue = nullValue };
            case "float" or "double" or "scaled_float":
                var factor = type == "scaled_float"
                    ? definition.Find("scaling_factor")?.Double() ?? throw Failures.MapperParsing($"Failed to parse mapping: Field [scaling_factor] is required for field [{path}]")
                    : 1;
                if (factor <= 0)
                {
                    throw Failures.MapperParsing($"Failed to parse mapping: [scaling_factor] must be a positive number, got [{factor}]");
                }

                return new FloatingFieldMapper(path, type, factor, coerce) { IsIndexed = index, HasDocValues = docValues, CopyTo = copyTo, NullValue = nullValue };
            default:
                return new IntegerFieldMapper(path, type, coerce) { IsIndexed = index, HasDocValues = docValues, CopyTo = copyTo, NullValue = nullValue };
        }
    }

    static TextFieldMapper Text(string path, JsonAt definition, AnalysisRegistry analysis, bool index, IReadOnlyList<string> copyTo)
    {
        string Known(JsonAt name) => analysis.Find(name.Text()) is not null
            ? name.Text()
            : throw Failures.MapperParsing($"Failed to parse mapping: analyzer [{name.Text()}] has not been configured in mappings",
                Failures.IllegalArgument($"analyzer [{name.Text()}] has not been configured in mappings"));
        var analyzer = definition.Find("analyzer") is { } a ? Known(a) : analysis.DefaultName;
        var search = definition.Find("search_analyzer") is { } s ? Known(s)
            : definition.Find("analyzer") is null && analysis.Find("default_search") is not null ? "default_search" : analyzer;
        if (definition.Find("search_analyzer") is not null && definition.Find("analyzer") is null)
        {
            throw Failures.MapperParsing($"Failed to parse mapping: analyzer on field [{path[(path.LastIndexOf('.') + 1)..]}] must be set when search_analyzer is set");
        }

        if (definition.Find("position_increment_gap") is { } gap && gap.Int() != 100)
        {
            throw gap.Unsupported("a position_increment_gap other than 100");
        }

        var options = definition.Find("index_options")?.Text() ?? "positions";
        if (options is not ("docs" or "freqs" or "positions" or "offsets"))
        {
            throw Failures.MapperParsing($"Failed to parse mapping: Unknown value [{options}] for field [index_options] - accepted values are [positions, docs, freqs, offsets]");
        }

        return new(path, analyzer, search, definition.Find("norms")?.Bool() ?? true, options) { IsIndexed = index, HasDocValues = false, CopyTo = copyTo };
    }
}
