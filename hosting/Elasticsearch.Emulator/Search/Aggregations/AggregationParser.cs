using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>The aggregations of a search: one entry a type.</summary>
internal static class AggregationParser
{
    static readonly Dictionary<string, Func<JsonAt, Func<AggregationDefinition, Aggregator>>> Parsers = new()
    {
        ["terms"] = TermsAggregator.Parse,
        ["range"] = RangeAggregator.Parse,
        ["histogram"] = HistogramAggregator.Parse,
        ["date_histogram"] = HistogramAggregator.ParseDates,
        ["filter"] = FilterAggregators.ParseFilter,
        ["filters"] = FilterAggregators.ParseFilters,
        ["missing"] = FilterAggregators.ParseMissing,
        ["global"] = FilterAggregators.ParseGlobal,
        ["avg"] = at => MetricAggregator.Parse("avg", at),
        ["min"] = at => MetricAggregator.Parse("min", at),
        ["max"] = at => MetricAggregator.Parse("max", at),
        ["sum"] = at => MetricAggregator.Parse("sum", at),
        ["stats"] = at => MetricAggregator.Parse("stats", at),
        ["value_count"] = ValueCountAggregator.Parse,
        ["cardinality"] = CardinalityAggregator.Parse,
    };

    static readonly HashSet<string> Metrics = ["avg", "min", "max", "sum", "stats", "value_count", "cardinality"];

    static readonly HashSet<string> Unsupported =
    [
        "adjacency_matrix", "auto_date_histogram", "avg_bucket", "boxplot", "bucket_correlation", "bucket_count_ks_test", "bucket_script", "bucket_selector", "bucket_sort",
        "categorize_text", "change_point", "children", "composite", "cumulative_cardinality", "cumulative_sum", "date_range", "derivative", "diversified_sampler", "extended_stats",
        "extended_stats_bucket", "frequent_item_sets", "geo_bounds", "geo_centroid", "geo_distance", "geo_line", "geohash_grid", "geohex_grid", "geotile_grid", "inference",
        "ip_prefix", "ip_range", "matrix_stats", "max_bucket", "median_absolute_deviation", "min_bucket", "moving_fn", "moving_percentiles", "multi_terms", "nested", "normalize",
        "parent", "percentile_ranks", "percentiles", "percentiles_bucket", "random_sampler", "rare_terms", "rate", "reverse_nested", "sampler", "scripted_metric", "serial_diff",
        "significant_terms", "significant_text", "stats_bucket", "string_stats", "sum_bucket", "t_test", "time_series", "top_hits", "top_metrics", "variable_width_histogram", "weighted_avg",
    ];

    public static IEnumerable<string> Names => Parsers.Keys;

    public static IEnumerable<string> UnsupportedNames => Unsupported;

    public static IReadOnlyList<AggregationDefinition> Parse(JsonAt at) => Parse(at, isRoot: true);

    static List<AggregationDefinition> Parse(JsonAt at, bool isRoot)
    {
        if (!at.IsObject)
        {
            throw Failures.Parsing($"Unexpected token {at.Describe()} in [aggs].", at.Location);
        }

        return [.. at.Properties().Select(entry => One(entry.Name, entry.Value, isRoot))];
    }

    static AggregationDefinition One(string name, JsonAt at, bool isRoot)
    {
        if (name.AsSpan().IndexOfAny("[]>") >= 0)
        {
            throw Failures.Parsing($"Invalid aggregation name [{name}]. Aggregation names can contain any character except '[', ']', and '>'", at.Location);
        }

        if (!at.IsObject)
        {
            throw Failures.Parsing($"Aggregation definition for [{name} starts with a [{at.Describe()}], expected a [START_OBJECT].", at.Location);
        }

        Func<AggregationDefinition, Aggregator>? make = null;
        string? type = null, meta = null;
        IReadOnlyList<AggregationDefinition> children = [];
        foreach (var (key, value) in at.Properties())
        {
            switch (key)
            {
                case "aggs" or "aggregations":
                    children = Parse(value, isRoot: false);
                    break;
                case "meta":
                    meta = value.Element.GetRawText();
                    break;
                case var other when type is not null:
                    throw Failures.Parsing($"Found two aggregation type definitions in [{name}]: [{type}] and [{other}]", value.Location);
                default:
                    type = key;
                    make = Parsers.TryGetValue(key, out var parser) ? parser(value.MustBeObject(key))
                        : Unsupported.Contains(key) ? throw value.Unsupported($"the aggregation [{key}]")
                        : throw Failures.UnknownName("Unknown aggregation type", key, Parsers.Keys.Concat(Unsupported), value.Location);
                    break;
            }
        }

        if (make is null)
        {
            throw Failures.Parsing($"Missing definition for aggregation [{name}]", at.Location);
        }

        if (children.Count > 0 && Metrics.Contains(type!))
        {
            throw new ElasticsearchException(400, "aggregation_initialization_exception", $"Aggregator [{name}] of type [{type}] cannot accept sub-aggregations");
        }

        return type == "global" && !isRoot
            ? throw new ElasticsearchException(400, "aggregation_execution_exception", $"Aggregator [{name}] can only be defined as top level aggregator")
            : new(name, make, children, meta);
    }
}

/// <summary>Reads the parameters of one aggregation; those that nobody read are an error.</summary>
internal sealed class AggregationBody(string type, JsonAt at)
{
    readonly Dictionary<string, JsonAt> parameters = at.Properties().ToDictionary(p => p.Name, p => p.Value);

    public JsonAt? Take(string name) => parameters.Remove(name, out var value) ? value : null;

    public JsonAt Required(string name) => Take(name) ?? throw Failures.IllegalArgument($"Required [{name}] in aggregation [{type}]");

    public string Field() => Take("field")?.Text()
        ?? (parameters.ContainsKey("script") ? throw parameters["script"].Unsupported("scripting") : throw Failures.IllegalArgument($"Required one of fields [field, script], but none were specified. "));

    public void Done(params string[] unsupported)
    {
        foreach (var (name, value) in parameters)
        {
            throw unsupported.Contains(name) || name is "script" or "format" or "time_zone" or "value_type"
                ? value.Unsupported($"[{name}] of the aggregation [{type}]")
                : Failures.XContentParse($"[{type}] unknown field [{name}]", value.NameLocation);
        }
    }
}
