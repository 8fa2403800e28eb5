using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Cluster;

/// <summary>What the node says of itself: the greeting, health and the bit of _nodes that clients sniff.</summary>
internal static class ClusterApi
{
    public static void MapCluster(this RouteTable routes, Node node, EmulatorOptions options)
    {
        routes.Map("GET HEAD", "/", _ => Greeting(node, options));
        const string health = "local timeout master_timeout wait_for_status wait_for_nodes wait_for_active_shards wait_for_no_relocating_shards wait_for_no_initializing_shards wait_for_events level expand_wildcards";
        routes.Map("GET", "/_cluster/health", request => HealthAsync(node, request), health);
        routes.Map("GET", "/_cluster/health/{index}", request => HealthAsync(node, request), health);
        routes.Map("GET", "/_nodes", _ => Nodes(options), "flat_settings timeout");
        routes.Map("GET", "/_nodes/_all/http", _ => Nodes(options), "flat_settings timeout");
        routes.Map("GET", "/_nodes/http", _ => Nodes(options), "flat_settings timeout");
        routes.Map("GET", "/_cluster/settings", _ => Settings(), "flat_settings include_defaults timeout master_timeout");
        routes.Refuse("PUT", "/_cluster/settings", "changing cluster settings");
    }

    static RestResponse Greeting(Node node, EmulatorOptions options) => RestResponse.Object(200, json =>
    {
        json.WriteString("name", NodeIdentity.Name);
        json.WriteString("cluster_name", NodeIdentity.ClusterName);
        json.WriteString("cluster_uuid", node.ClusterUuid);
        json.WriteStartObject("version");
        json.WriteString("number", options.VersionNumber);
        json.WriteString("build_flavor", "default");
        json.WriteString("build_type", "emulator");
        json.WriteString("build_hash", "emulator");
        json.WriteString("build_date", "1970-01-01T00:00:00.000Z");
        json.WriteBoolean("build_snapshot", false);
        json.WriteString("lucene_version", NodeIdentity.LuceneVersion);
        json.WriteString("minimum_wire_compatibility_version", options.VersionNumber);
        json.WriteString("minimum_index_compatibility_version", options.VersionNumber);
        json.WriteEndObject();
        json.WriteString("tagline", "An emulator of Elasticsearch for development. Not Elasticsearch.");
    });

    static async Task<RestResponse> HealthAsync(Node node, RestRequest request)
    {
        var wanted = request.Query.GetValueOrDefault("wait_for_status");
        if (wanted is not (null or "green" or "yellow" or "red"))
        {
            throw Failures.IllegalArgument($"unknown cluster health status [{wanted}]");
        }

        if (request.Query.GetValueOrDefault("level") is { } level and not "cluster")
        {
            throw Failures.Unsupported("?level", $"health of the level [{level}]");
        }

        var timeout = request.Time("timeout") ?? TimeSpan.FromSeconds(30);
        if (wanted is not null && !node.Recovered.IsCompleted)
        {
            await Task.WhenAny(node.Recovered, Task.Delay(timeout, node.Time, request.Aborted));
        }

        var (status, indices) = Status(node, request.Path.GetValueOrDefault("index"));
        bool Satisfied() => Rank(status) <= Rank(wanted ?? "red") && Nodes(request.Query.GetValueOrDefault("wait_for_nodes"))
            && Active(request.Query.GetValueOrDefault("wait_for_active_shards"), indices);
        var satisfied = Satisfied();
        if (!satisfied)
        {
            // Nothing on a single node makes missing replicas appear; a change of settings might.
            var deadline = node.Time.GetUtcNow() + timeout;
            while (!satisfied && node.Time.GetUtcNow() < deadline)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), node.Time, request.Aborted);
                (status, indices) = Status(node, request.Path.GetValueOrDefault("index"));
                satisfied = Satisfied();
            }
        }

        return RestResponse.Object(satisfied ? 200 : 408, json => WriteHealth(json, status, !satisfied, indices, node.Recovered.IsCompleted, request.Flag("human")));
    }

    static (string Status, IReadOnlyList<IndexService> Indices) Status(Node node, string? expression)
    {
        if (!node.Recovered.IsCompletedSuccessfully)
        {
            return ("red", []);
        }

        try
        {
            var indices = IndexResolver.Resolve(node.View, expression, new(ExpandHidden: true)).Select(one => one.Index).ToList();
            return (indices.Exists(index => index.Settings.NumberOfReplicas > 0) ? "yellow" : "green", indices);
        }
        catch (ElasticsearchException e) when (e.Type == "index_not_found_exception")
        {
            return ("red", []);
        }
    }

    static void WriteHealth(Utf8JsonWriter json, string status, bool timedOut, IReadOnlyList<IndexService> indices, bool recovered, bool human)
    {
        var shards = indices.Sum(index => index.Settings.NumberOfShards);
        var unassigned = indices.Sum(index => index.Settings.NumberOfShards * index.Settings.NumberOfReplicas);
        json.WriteString("cluster_name", NodeIdentity.ClusterName);
        json.WriteString("status", status);
        json.WriteBoolean("timed_out", timedOut);
        json.WriteNumber("number_of_nodes", 1);
        json.WriteNumber("number_of_data_nodes", 1);
        json.WriteNumber("active_primary_shards", shards);
        json.WriteNumber("active_shards", shards);
        json.WriteNumber("relocating_shards", 0);
        json.WriteNumber("initializing_shards", recovered ? 0 : 1);
        json.WriteNumber("unassigned_shards", unassigned);
        json.WriteNumber("unassigned_primary_shards", 0);
        json.WriteNumber("delayed_unassigned_shards", 0);
        json.WriteNumber("number_of_pending_tasks", 0);
        json.WriteNumber("number_of_in_flight_fetch", 0);
        if (human)
        {
            json.WriteString("task_max_waiting_in_queue", "0s");
        }

        json.WriteNumber("task_max_waiting_in_queue_millis", 0);
        var percent = shards + unassigned == 0 ? 100 : 100.0 * shards / (shards + unassigned);
        if (human)
        {
            json.WriteString("active_shards_percent", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{percent:0.0}%"));
        }

        json.WriteFraction("active_shards_percent_as_number", percent);
    }

    static RestResponse Nodes(EmulatorOptions options) => RestResponse.Object(200, json =>
    {
        json.WriteStartObject("_nodes");
        json.WriteNumber("total", 1);
        json.WriteNumber("successful", 1);
        json.WriteNumber("failed", 0);
        json.WriteEndObject();
        json.WriteString("cluster_name", NodeIdentity.ClusterName);
        json.WriteStartObject("nodes");
        json.WriteStartObject(NodeIdentity.Id);
        json.WriteString("name", NodeIdentity.Name);
        json.WriteString("version", options.VersionNumber);
        json.WriteString("build_type", "emulator");
        json.WriteStartArray("roles");
        json.WriteStringValue("data");
        json.WriteStringValue("ingest");
        json.WriteStringValue("master");
        json.WriteEndArray();
        json.WriteStartObject("http");
        json.WriteStartArray("bound_address");
        var address = new Uri(options.Urls.Split(';')[0]).Authority;
        json.WriteStringValue(address);
        json.WriteEndArray();
        json.WriteString("publish_address", address);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    static RestResponse Settings() => RestResponse.Object(200, json =>
    {
        json.WriteStartObject("persistent");
        json.WriteEndObject();
        json.WriteStartObject("transient");
        json.WriteEndObject();
    });

    static bool Nodes(string? wanted)
    {
        if (wanted is null)
        {
            return true;
        }

        var digits = wanted.TrimStart('>', '<', '=', 'g', 'e', 'l', 't', '(').TrimEnd(')');
        if (!int.TryParse(digits, out var number))
        {
            throw Failures.IllegalArgument($"wait_for_nodes [{wanted}] is no number of nodes");
        }

        return wanted.StartsWith(">=", StringComparison.Ordinal) || wanted.StartsWith("ge(", StringComparison.Ordinal) ? number <= 1
            : wanted.StartsWith("<=", StringComparison.Ordinal) || wanted.StartsWith("le(", StringComparison.Ordinal) ? number >= 1
            : wanted.StartsWith('>') || wanted.StartsWith("gt(", StringComparison.Ordinal) ? number < 1
            : wanted.StartsWith('<') || wanted.StartsWith("lt(", StringComparison.Ordinal) ? number > 1
            : number == 1;
    }

    static bool Active(string? wanted, IReadOnlyList<IndexService> indices) => wanted switch
    {
        null => true,
        "all" => indices.All(index => index.Settings.NumberOfReplicas == 0),
        _ when int.TryParse(wanted, out var number) && number >= 0 => indices.Sum(index => index.Settings.NumberOfShards) >= number,
        _ => throw Failures.IllegalArgument($"cannot parse ActiveShardCount[{wanted}]"),
    };

    static int Rank(string status) => status switch
    {
        "green" => 0,
        "yellow" => 1,
        _ => 2,
    };
}
