namespace Elasticsearch.Emulator.Http;

/// <summary>Endpoints of Elasticsearch that the emulator does not have: answered with 501 rather than with "no handler".</summary>
internal static class UnsupportedEndpoints
{
    static readonly HashSet<string> Names =
    [
        "_analytics", "_application", "_async_search", "_autoscaling", "_block", "_bootstrap", "_cache", "_ccr", "_clone", "_close",
        "_component_template", "_connector", "_create_from", "_cross_cluster", "_dangling", "_data_stream", "_data_lifecycle", "_disk_usage", "_downsample",
        "_enrich", "_eql", "_esql", "_explain", "_features", "_field_caps", "_field_usage_stats", "_fleet", "_forcemerge", "_geoip", "_graph", "_health_report",
        "_ilm", "_index_template", "_inference", "_ingest", "_internal", "_knn_search", "_license", "_lifecycle", "_logstash", "_metering", "_migration",
        "_ml", "_monitoring", "_mtermvectors", "_mvt", "_nodes", "_open", "_prefer_node", "_profiling", "_query", "_query_rules", "_rank_eval",
        "_recovery", "_reindex", "_rethrottle", "_reload_search_analyzers", "_remote", "_render", "_resolve", "_rollover", "_rollup", "_script_context", "_script_language",
        "_scripts", "_search_shards", "_searchable_snapshots", "_security", "_segments", "_shard_stores", "_shrink", "_simulate", "_slm", "_snapshot", "_split", "_sql",
        "_ssl", "_stats", "_streams", "_synonyms", "_tasks", "_template", "_terms_enum", "_termvectors", "_text_structure", "_transform", "_unfreeze",
        "_validate", "_watcher", "_xpack", "_cluster", "_cat", "_search", "_msearch",
    ];

    public static IEnumerable<string> All => Names;

    public static bool Contains(string segment) => Names.Contains(segment);
}
