using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;

namespace Elasticsearch.Emulator.Search.Sorting;

internal enum SortMode
{
    Min,
    Max,
    Sum,
    Avg,
    Median,
}

/// <summary>One sort criterion.</summary>
internal sealed record SortSpecification(string Field, bool Descending)
{
    public const string Score = "_score";
    public const string Doc = "_doc";
    public const string ShardDoc = "_shard_doc";

    /// <summary>_first, _last, or the value that stands for a missing one.</summary>
    public JsonAt? Missing { get; init; }

    public SortMode? Mode { get; init; }

    public string? UnmappedType { get; init; }

    public DateFormats? Format { get; init; }

    public bool MissingFirst => Missing is { IsText: true } text && text.Text() == "_first";

    public bool HasMissingValue => Missing is { } m && !(m.IsText && m.Text() is "_first" or "_last");

    public static List<SortSpecification> Parse(JsonAt sort) => [.. sort.OneOrMany().SelectMany(One)];

    /// <summary>The sort parameter: field or field:direction, separated by commas.</summary>
    public static List<SortSpecification> Parse(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part =>
    {
        var colon = part.LastIndexOf(':');
        return colon < 0 ? Simple(part) : new(part[..colon], IsDescending(part[(colon + 1)..]));
    })];

    static SortSpecification Simple(string field) => new(field, field == Score);

    static IEnumerable<SortSpecification> One(JsonAt at)
    {
        if (at.IsText)
        {
            yield return Simple(at.Text());
            yield break;
        }

        if (!at.IsObject)
        {
            throw Failures.IllegalArgument($"malformed sort format, within the sort array, an object, or an actual string are allowed");
        }

        foreach (var (field, options) in at.Properties())
        {
            yield return options.IsObject ? Options(field, options) : new(field, IsDescending(options.Text()));
        }
    }

    static SortSpecification Options(string field, JsonAt options)
    {
        if (field is "_script" or "_geo_distance")
        {
            throw options.Unsupported($"sorting by [{field}]");
        }

        var sort = Simple(field);
        foreach (var (name, value) in options.Properties())
        {
            sort = name switch
            {
                "order" => sort with { Descending = IsDescending(value.Text()) },
                "missing" => sort with { Missing = value },
                "unmapped_type" => sort with { UnmappedType = value.Text() },
                "format" => sort with { Format = DateFormats.Parse(value.Text(), value.Path) },
                "mode" => sort with
                {
                    Mode = value.Text() switch
                    {
                        "min" => SortMode.Min,
                        "max" => SortMode.Max,
                        "sum" => SortMode.Sum,
                        "avg" => SortMode.Avg,
                        "median" => SortMode.Median,
                        var other => throw Failures.IllegalArgument($"Unknown SortMode [{other}]"),
                    },
                },
                "nested" or "nested_path" or "nested_filter" or "numeric_type" => throw value.Unsupported($"[{name}] of a sort"),
                _ => throw Failures.XContentParse($"[field_sort] unknown field [{name}]", value.NameLocation),
            };
        }

        return sort;
    }

    static bool IsDescending(string order) => order.ToLowerInvariant() switch
    {
        "asc" => false,
        "desc" => true,
        _ => throw Failures.IllegalArgument($"Unknown SortOrder [{order}]"),
    };
}
