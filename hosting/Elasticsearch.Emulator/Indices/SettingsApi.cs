using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Indices;

internal static class SettingsApi
{
    public static void MapSettings(this RouteTable routes, Node node)
    {
        routes.Map("GET", "/_settings", request => Get(node, request), "local master_timeout include_defaults " + ResolveOptions.Parameters, "flat_settings");
        routes.Map("GET", "/{index}/_settings", request => Get(node, request), "local master_timeout include_defaults " + ResolveOptions.Parameters, "flat_settings");
        routes.Map("PUT", "/_settings", request => Put(node, request), "timeout master_timeout " + ResolveOptions.Parameters, "preserve_existing flat_settings reopen");
        routes.Map("PUT", "/{index}/_settings", request => Put(node, request), "timeout master_timeout " + ResolveOptions.Parameters, "preserve_existing flat_settings reopen");
    }

    /// <summary>The settings with what every index has, as Elasticsearch shows them.</summary>
    public static JsonObject Of(IndexService index, bool human)
    {
        var tree = (JsonObject)index.Settings.Tree.DeepClone();
        var settings = (JsonObject)tree["index"]!;
        settings["number_of_shards"] ??= "1";
        settings["number_of_replicas"] ??= "1";
        settings["uuid"] = index.Uuid;
        settings["creation_date"] = index.CreatedAt.ToString(System.Globalization.CultureInfo.InvariantCulture);
        settings["provided_name"] = index.Name;
        settings["version"] = new JsonObject { ["created"] = "9000000" };
        if (human)
        {
            settings["creation_date_string"] = DateTimeOffset.FromUnixTimeMilliseconds(index.CreatedAt).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            settings["version"]!["created_string"] = "9.0.0";
        }

        return tree;
    }

    static RestResponse Get(Node node, RestRequest request)
    {
        var found = IndexResolver.Resolve(node.View, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request));
        return RestResponse.Json(200, json => new JsonObject(found.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Index.Name,
            new JsonObject { ["settings"] = Of(one.Index, request.Flag("human")) }))).WriteTo(json));
    }

    static RestResponse Put(Node node, RestRequest request)
    {
        var body = request.Json().At.MustBeObject("settings");
        if (body.Find("settings") is { IsObject: true } inner)
        {
            body = inner;
        }

        var found = IndexResolver.Resolve(node.View, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request, allowNoIndices: false));
        var changed = found.Select(one => (one.Index, Settings: one.Index.Settings.Change(body))).ToList();
        foreach (var (index, settings) in changed)
        {
            index.Settings = settings;
            index.Engine.IntervalChanged();
        }

        node.Persist();
        return RestResponse.Acknowledged;
    }
}
