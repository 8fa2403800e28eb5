using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;

namespace Elasticsearch.Emulator.Indices;

/// <summary>The settings of one index: the tree that the client sees, and what the emulator makes of it.</summary>
internal sealed class IndexSettings
{
    static readonly HashSet<string> Dynamic =
    [
        "number_of_replicas", "refresh_interval", "max_result_window", "max_inner_result_window", "max_rescore_window", "max_ngram_diff", "max_shingle_diff", "max_terms_count",
        "translog.durability", "translog.sync_interval", "translog.flush_threshold_size", "auto_expand_replicas", "mapping.total_fields.limit", "mapping.depth.limit",
        "max_refresh_listeners", "search.idle.after", "routing.allocation.include._tier_preference", "priority",
        "max_regex_length", "mapping.nested_fields.limit", "mapping.nested_objects.limit", "merge.scheduler.max_thread_count", "hidden",
    ];

    static readonly HashSet<string> Static = ["number_of_shards", "number_of_routing_shards", "codec", "uuid", "version.created", "creation_date", "provided_name"];

    static readonly string[] Unsupported =
        ["sort.", "similarity.", "gc_deletes", "highlight.", "lifecycle.", "default_pipeline", "final_pipeline", "blocks.", "mode", "routing_path", "time_series.", "query.", "analyze.", "indexing.", "search.slowlog", "store.", "routing.", "merge.", "unassigned.", "mapping.", "mapper.", "max_", "soft_deletes.", "shard.", "write.", "load_", "verified", "blocks", "frozen"];

    public static IEnumerable<string> Known => Dynamic.Concat(Static);

    IndexSettings(JsonObject tree, IReadOnlyDictionary<string, string> values)
    {
        Tree = tree;
        NumberOfShards = Int(values, "number_of_shards", 1, 1, 1024);
        NumberOfReplicas = Int(values, "number_of_replicas", 1, 0, int.MaxValue);
        MaxResultWindow = Int(values, "max_result_window", 10_000, 1, 1_000_000);
        MaxTermsCount = Int(values, "max_terms_count", 65_536, 1, int.MaxValue);
        MaxRegexLength = Int(values, "max_regex_length", 1000, 1, int.MaxValue);
        Analysis = new(Int(values, "max_ngram_diff", 1, 0, int.MaxValue), Int(values, "max_shingle_diff", 3, 0, int.MaxValue));
        Mapping = new(Int(values, "mapping.total_fields.limit", 1000, 0, int.MaxValue), Int(values, "mapping.depth.limit", 20, 1, 100));
        RefreshInterval = values.TryGetValue("refresh_interval", out var interval) ? TimeValue.Parse(interval, "index.refresh_interval") : TimeSpan.FromSeconds(1);
        DurableRequests = values.GetValueOrDefault("translog.durability", "request").ToLowerInvariant() switch
        {
            "request" => true,
            "async" => false,
            var other => throw Failures.IllegalArgument($"No enum constant org.elasticsearch.index.translog.Translog.Durability.{other.ToUpperInvariant()}"),
        };
        if (values.TryGetValue("auto_expand_replicas", out var expand) && expand != "false")
        {
            NumberOfReplicas = 0;
        }
    }

    /// <summary>{"index": {...}} with texts for all scalars, as get-settings answers.</summary>
    public JsonObject Tree { get; }

    public int NumberOfShards { get; }

    public int NumberOfReplicas { get; }

    public int MaxResultWindow { get; }

    public int MaxTermsCount { get; }

    public int MaxRegexLength { get; }

    public AnalysisLimits Analysis { get; }

    public MappingLimits Mapping { get; }

    /// <summary>Infinite when periodic refreshes are off.</summary>
    public TimeSpan RefreshInterval { get; }

    public bool DurableRequests { get; }

    /// <summary>The analysis section, if any.</summary>
    public JsonAt? AnalysisSection => Tree["index"]!["analysis"] is JsonObject section
        ? JsonBody.Parse(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["settings"] = new JsonObject { ["index"] = new JsonObject { ["analysis"] = section.DeepClone() } } }))
            .At.Find("settings")!.Value.Find("index")!.Value.Find("analysis")
        : null;

    public static IndexSettings Parse(JsonAt? settings)
    {
        var index = new JsonObject();
        foreach (var (name, value) in settings?.Properties() ?? [])
        {
            Place(index, name == "index" || name.StartsWith("index.", StringComparison.Ordinal) ? name : "index." + name, value);
        }

        return FromTree(new() { ["index"] = index["index"]?.DeepClone() ?? new JsonObject() }, settings?.Path ?? "$.settings");
    }

    public static IndexSettings FromTree(JsonObject tree, string path = "$.settings")
    {
        var values = new Dictionary<string, string>();
        Flatten((JsonObject)tree["index"]!, "", values);
        foreach (var name in values.Keys)
        {
            Check(name, path);
        }

        return new(tree, values);
    }

    /// <summary>These settings with some changed; null goes back to what holds without it.</summary>
    /// <exception cref="ElasticsearchException">A setting is unknown, or fixed when the index was made.</exception>
    public IndexSettings Change(JsonAt changes)
    {
        var changed = new JsonObject();
        foreach (var (name, value) in changes.Properties())
        {
            Place(changed, name == "index" || name.StartsWith("index.", StringComparison.Ordinal) ? name : "index." + name, value);
        }

        var values = new Dictionary<string, string>();
        Flatten(changed["index"] as JsonObject ?? [], "", values, keepNulls: true);
        var fixedOnes = values.Keys.Where(name => Static.Contains(name) || name.StartsWith("analysis.", StringComparison.Ordinal)).ToList();
        if (fixedOnes.Count > 0)
        {
            throw Failures.IllegalArgument(
                $"Can't update non dynamic settings [[{string.Join(", ", fixedOnes.Select(n => "index." + n))}]] for open indices");
        }

        var tree = (JsonObject)Tree.DeepClone();
        foreach (var (name, value) in values)
        {
            Check(name, changes.Path);
            var node = (JsonObject)tree["index"]!;
            var parts = name.Split('.');
            foreach (var part in parts[..^1])
            {
                node = (JsonObject)(node[part] ??= new JsonObject());
            }

            if (value == "\0")
            {
                node.Remove(parts[^1]);
            }
            else
            {
                node[parts[^1]] = value;
            }
        }

        return FromTree(tree, changes.Path);
    }

    static void Check(string name, string path)
    {
        if (Dynamic.Contains(name) || Static.Contains(name) || name.StartsWith("analysis.", StringComparison.Ordinal))
        {
            return;
        }

        throw Array.Exists(Unsupported, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            ? Failures.Unsupported($"{path}.index.{name}", $"the setting [index.{name}]")
            : Failures.IllegalArgument($"unknown setting [index.{name}]" + (Suggestions.For($"index.{name}", Known.Select(known => $"index.{known}"), 0.7f) is { Length: > 0 } meant ? meant
                : " please check that any required plugins are installed, or check the breaking changes documentation for removed settings"));
    }

    /// <summary>Puts a value at its dotted name, scalars as texts.</summary>
    static void Place(JsonObject tree, string name, JsonAt value)
    {
        if (value.IsObject)
        {
            foreach (var (inner, innerValue) in value.Properties())
            {
                Place(tree, $"{name}.{inner}", innerValue);
            }

            return;
        }

        var node = tree;
        var parts = name.Split('.');
        foreach (var part in parts[..^1])
        {
            node = node[part] as JsonObject ?? (JsonObject)(node[part] = new JsonObject());
        }

        node[parts[^1]] = value.IsNull ? null
            : value.IsArray ? new JsonArray([.. value.Items().Select(item => item.IsObject ? throw item.Unsupported("an object within a list of settings") : (JsonNode)item.Text())])
            : value.Text();
    }

    static void Flatten(JsonObject node, string prefix, Dictionary<string, string> values, bool keepNulls = false)
    {
        foreach (var (name, value) in node)
        {
            switch (value)
            {
                case JsonObject inner: Flatten(inner, prefix + name + ".", values, keepNulls); break;
                case null when !keepNulls: break;
                case null: values[prefix + name] = "\0"; break;
                default: values[prefix + name] = value.ToString(); break;
            }
        }
    }

    static int Int(IReadOnlyDictionary<string, string> values, string name, int otherwise, int min, int max)
    {
        if (!values.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Failures.IllegalArgument($"Failed to parse value [{text}] for setting [index.{name}]");
        }

        return number < min ? throw Failures.IllegalArgument($"Failed to parse value [{text}] for setting [index.{name}] must be >= {min}")
            : number > max ? throw Failures.IllegalArgument($"Failed to parse value [{text}] for setting [index.{name}] must be <= {max}")
            : number;
    }
}
