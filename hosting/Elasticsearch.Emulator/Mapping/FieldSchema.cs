namespace Elasticsearch.Emulator.Mapping;

/// <summary>Which parameters each field type takes, and what each of them is when it is not given.</summary>
internal static class FieldSchema
{
    /// <summary>The parameters of one type.</summary>
    /// <param name="Accepts">Parameter and the value (as JSON) that it has when absent; null where it has none.</param>
    /// <param name="Refuses">What Elasticsearch takes here and the emulator does not.</param>
    /// <param name="Fixed">Parameters that an existing field cannot change.</param>
    internal sealed record Parameters(Dictionary<string, string?> Accepts, HashSet<string> Refuses, HashSet<string> Fixed);

    static readonly (string, string?)[] Common = [("type", null), ("copy_to", "[]"), ("fields", "{}"), ("meta", "{}"), ("index", "true"), ("store", "false")];

    static readonly Parameters Number = Make(
        [.. Common, ("doc_values", "true"), ("null_value", null), ("coerce", "true"), ("ignore_malformed", "false")],
        "time_series_metric time_series_dimension script on_script_error", "index doc_values store");

    static readonly Dictionary<string, Parameters> ByType = new()
    {
        ["text"] = Make(
            [.. Common, ("analyzer", null), ("search_analyzer", null), ("norms", "true"), ("index_options", "\"positions\""), ("similarity", "\"BM25\""),
                ("fielddata", "false"), ("term_vector", "\"no\""), ("eager_global_ordinals", "false"), ("position_increment_gap", null)],
            "search_quote_analyzer index_prefixes index_phrases fielddata_frequency_filter",
            "index store analyzer index_options similarity term_vector position_increment_gap"),
        ["keyword"] = Make(
            [.. Common, ("doc_values", "true"), ("null_value", null), ("ignore_above", "2147483647"), ("normalizer", null), ("norms", "false"), ("index_options", "\"docs\""),
                ("similarity", "\"BM25\""), ("eager_global_ordinals", "false"), ("split_queries_on_whitespace", "false")],
            "script on_script_error time_series_dimension", "index store doc_values normalizer norms index_options similarity"),
        ["byte"] = Number,
        ["short"] = Number,
        ["integer"] = Number,
        ["long"] = Number,
        ["float"] = Number,
        ["double"] = Number,
        ["scaled_float"] = Make(
            [.. Common, ("doc_values", "true"), ("null_value", null), ("coerce", "true"), ("ignore_malformed", "false"), ("scaling_factor", null)],
            "time_series_metric", "index doc_values store scaling_factor"),
        ["boolean"] = Make([.. Common, ("doc_values", "true"), ("null_value", null), ("ignore_malformed", "false")],
            "script on_script_error time_series_dimension", "index doc_values store"),
        ["date"] = Make(
            [.. Common, ("doc_values", "true"), ("null_value", null), ("ignore_malformed", "false"), ("format", "\"strict_date_optional_time||epoch_millis\"")],
            "locale script on_script_error", "index doc_values store format"),
        ["object"] = Make([("type", null), ("properties", "{}"), ("dynamic", null), ("enabled", "true"), ("meta", "{}")], "subobjects synthetic_source_keep", ""),
    };

    static readonly HashSet<string> Unsupported =
    [
        "nested", "alias", "binary", "ip", "half_float", "unsigned_long", "date_nanos", "integer_range", "float_range", "long_range", "double_range", "date_range", "ip_range",
        "flattened", "join", "passthrough", "version", "murmur3", "aggregate_metric_double", "histogram", "annotated-text", "completion", "search_as_you_type", "token_count",
        "dense_vector", "sparse_vector", "rank_feature", "rank_features", "semantic_text", "geo_point", "geo_shape", "point", "shape", "percolator", "constant_keyword",
        "wildcard", "match_only_text", "counted_keyword",
    ];

    public static IEnumerable<string> Types => ByType.Keys;

    public static IEnumerable<string> UnsupportedTypes => Unsupported;

    public static Parameters? Find(string type) => ByType.GetValueOrDefault(type);

    public static bool IsUnsupported(string type) => Unsupported.Contains(type);

    static Parameters Make((string Name, string? Default)[] accepts, string refuses, string fixedOnes) =>
        new(accepts.ToDictionary(p => p.Name, p => p.Default), [.. refuses.Split(' ')], ["type", .. fixedOnes.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
