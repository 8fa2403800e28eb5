using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Search.Queries;

namespace Elasticsearch.Emulator.Search.Highlighting;

/// <summary>How one field is highlighted.</summary>
internal sealed record HighlightOptions
{
    public IReadOnlyList<string> PreTags { get; init; } = ["<em>"];

    public IReadOnlyList<string> PostTags { get; init; } = ["</em>"];

    public int FragmentSize { get; init; } = 100;

    public int NumberOfFragments { get; init; } = 5;

    public int NoMatchSize { get; init; }

    public bool ByScore { get; init; }

    public bool RequireFieldMatch { get; init; } = true;

    public bool EncodeHtml { get; init; }

    /// <summary>Beyond so many characters of a value nothing is marked.</summary>
    public int MaxAnalyzedOffset { get; init; } = int.MaxValue;

    public QueryFactory? Query { get; init; }
}

/// <summary>The highlight section of a search.</summary>
internal sealed record HighlightRequest(IReadOnlyList<(string Pattern, HighlightOptions Options)> Fields)
{
    public static HighlightRequest Parse(JsonAt at, QueryParsing parsing)
    {
        var common = new HighlightOptions();
        JsonAt? fields = null;
        foreach (var (name, value) in at.MustBeObject("highlight").Properties())
        {
            if (name == "fields")
            {
                fields = value;
            }
            else
            {
                common = Take(common, name, value, parsing);
            }
        }

        if (fields is not { } given)
        {
            return new([]);
        }

        var entries = given.IsArray ? given.Items().SelectMany(item => item.Properties()) : given.Properties();
        return new([.. entries.Select(field => (field.Name, field.Value.MustBeObject("fields").Properties().Aggregate(common, (options, o) => Take(options, o.Name, o.Value, parsing))))]);
    }

    static HighlightOptions Take(HighlightOptions options, string name, JsonAt value, QueryParsing parsing)
    {
        switch (name)
        {
            case "pre_tags": return options with { PreTags = [.. value.OneOrMany().Select(tag => tag.Text())] };
            case "post_tags": return options with { PostTags = [.. value.OneOrMany().Select(tag => tag.Text())] };
            case "fragment_size": return options with { FragmentSize = value.Int() };
            case "number_of_fragments": return options with { NumberOfFragments = value.Int() };
            case "no_match_size": return options with { NoMatchSize = value.Int() };
            case "require_field_match": return options with { RequireFieldMatch = value.Bool() };
            case "order": return options with { ByScore = value.Text().Equals("score", StringComparison.OrdinalIgnoreCase) };
            case "highlight_query": return options with { Query = QueryParser.Parse(value, parsing) };
            case "encoder":
                return options with
                {
                    EncodeHtml = value.Text() switch { "html" => true, "default" => false, var other => throw Failures.IllegalArgument($"Unknown encoder [{other}]") },
                };
            case "type" when value.Text() is "unified" or "plain":
            case "boundary_scanner" when value.Text() is "sentence":
                return options;
            case "max_analyzed_offset":
                return options with { MaxAnalyzedOffset = value.Int() is > 0 and var offset ? offset : throw Failures.IllegalArgument("[max_analyzed_offset] must be a positive integer") };
            case "tags_schema" when value.Text() == "default":
                return options;
            case "type" or "boundary_scanner" or "tags_schema" or "boundary_chars" or "boundary_max_scan" or "boundary_scanner_locale" or "fragmenter" or "fragment_offset" or "matched_fields"
                or "phrase_limit" or "force_source" or "options" or "highlight_filter":
                throw value.Unsupported($"[{name}: {value.Element.GetRawText()}] of highlighting");
            default:
                throw Failures.XContentParse($"[highlight] unknown field [{name}]", value.NameLocation);
        }
    }
}
