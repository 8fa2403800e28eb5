using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Cluster;

/// <summary>Tables for people: indices, health, count and aliases.</summary>
internal static class CatApi
{
    const string Parameters = "v h s format help local master_timeout bytes time ts pri";

    public static void MapCat(this RouteTable routes, Node node)
    {
        routes.Map("GET", "/_cat/indices", request => Indices(node, request), Parameters + " health expand_wildcards include_unloaded_segments");
        routes.Map("GET", "/_cat/indices/{index}", request => Indices(node, request), Parameters + " health expand_wildcards include_unloaded_segments");
        routes.Map("GET", "/_cat/health", request => Health(node, request), Parameters);
        routes.Map("GET", "/_cat/count", request => Count(node, request), Parameters);
        routes.Map("GET", "/_cat/count/{index}", request => Count(node, request), Parameters);
        routes.Map("GET", "/_cat/aliases", request => Aliases(node, request), Parameters + " expand_wildcards");
        routes.Map("GET", "/_cat/aliases/{name}", request => Aliases(node, request), Parameters + " expand_wildcards");
    }

    static RestResponse Indices(Node node, RestRequest request)
    {
        var table = new CatTable(("health", "h", false), ("status", "s", false), ("index", "i,idx", false), ("uuid", "id", false), ("pri", "p,shards.primary,shardsPrimary", true),
            ("rep", "r,shards.replica,shardsReplica", true), ("docs.count", "dc,docsCount", true), ("docs.deleted", "dd,docsDeleted", true), ("store.size", "ss,storeSize", true),
            ("pri.store.size", "", true), ("dataset.size", "", true));
        if (request.Query.GetValueOrDefault("health") is { } status and not ("green" or "yellow" or "red"))
        {
            throw Failures.IllegalArgument($"unknown cluster health status [{status}]");
        }

        var options = request.Query.ContainsKey("expand_wildcards") ? ResolveOptions.Of(request) : new(ExpandHidden: true);
        foreach (var one in IndexResolver.Resolve(node.View, request.Path.GetValueOrDefault("index"), options))
        {
            var index = one.Index;
            var health = index.Settings.NumberOfReplicas > 0 ? "yellow" : "green";
            if (request.Query.GetValueOrDefault("health") is { } wanted && wanted != health)
            {
                continue;
            }

            var size = CatTable.Size(index.Engine.SizeInBytes, request.Query.GetValueOrDefault("bytes"));
            table.Add(health, "open", index.Name, index.Uuid, $"{index.Settings.NumberOfShards}", $"{index.Settings.NumberOfReplicas}",
                $"{index.Engine.VisibleDocuments}", $"{index.Engine.DeletedDocuments}", size, size, size);
        }

        return table.Answer(request);
    }

    static RestResponse Health(Node node, RestRequest request)
    {
        var table = new CatTable(("epoch", "time", false), ("timestamp", "ts,hms,hhmmss", false), ("cluster", "cl", false), ("status", "st", false), ("node.total", "nt,nodeTotal", true),
            ("node.data", "nd,nodeData", true), ("shards", "t,sh,shards.total,shardsTotal", true), ("pri", "p,shards.primary,shardsPrimary", true), ("relo", "r,shards.relocating,shardsRelocating", true),
            ("init", "i,shards.initializing,shardsInitializing", true), ("unassign", "u,shards.unassigned,shardsUnassigned", true), ("pending_tasks", "pt,pendingTasks", true),
            ("max_task_wait_time", "mtwt,maxTaskWaitTime", true), ("active_shards_percent", "asp,activeShardsPercent", true));
        var now = node.Time.GetUtcNow();
        var indices = node.View.Indices.Values.ToList();
        var shards = indices.Sum(index => index.Settings.NumberOfShards);
        var unassigned = indices.Sum(index => index.Settings.NumberOfShards * index.Settings.NumberOfReplicas);
        var percent = shards + unassigned == 0 ? 100 : 100.0 * shards / (shards + unassigned);
        table.Add($"{now.ToUnixTimeSeconds()}", now.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), NodeIdentity.ClusterName, unassigned > 0 ? "yellow" : "green", "1", "1", $"{shards}", $"{shards}",
            "0", "0", $"{unassigned}", "0", "-", percent.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + "%");
        return table.Answer(request);
    }

    static RestResponse Count(Node node, RestRequest request)
    {
        var table = new CatTable(("epoch", "t,time", false), ("timestamp", "ts,hms,hhmmss", false), ("count", "dc,docs.count,docsCount", false));
        var now = node.Time.GetUtcNow();
        var count = IndexResolver.Resolve(node.View, request.Path.GetValueOrDefault("index"), new()).Sum(one => (long)one.Index.Engine.VisibleDocuments);
        table.Add($"{now.ToUnixTimeSeconds()}", now.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), $"{count}");
        return table.Answer(request);
    }

    static RestResponse Aliases(Node node, RestRequest request)
    {
        var table = new CatTable(("alias", "a", false), ("index", "i,idx", false), ("filter", "f,fi", false), ("routing.index", "ri,routingIndex", false),
            ("routing.search", "rs,routingSearch", false), ("is_write_index", "w,isWriteIndex", false));
        var wanted = request.Path.GetValueOrDefault("name")?.Split(',');
        foreach (var (alias, targets) in node.View.Aliases.Where(alias => wanted?.Any(name => Wildcard.Matches(name, alias.Key)) ?? true))
        {
            foreach (var (index, target) in targets)
            {
                table.Add(alias, index, target.Filter is null ? "-" : "*", target.IndexRouting ?? "-", target.SearchRouting ?? "-",
                    target.IsWriteIndex is { } write ? (write ? "true" : "false") : "-");
            }
        }

        return table.Answer(request);
    }
}
