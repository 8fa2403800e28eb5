using System.Text.Json;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Indices;

/// <summary>Whole indices: create, look at, delete, refresh and flush.</summary>
internal static class IndicesApi
{
    const string Waiting = "timeout master_timeout wait_for_active_shards";

    public static void MapIndices(this RouteTable routes, Node node)
    {
        routes.Map("PUT", "/{index}", request => Create(node, request), Waiting);
        routes.Map("HEAD", "/{index}", request => Exists(node, request), "local flat_settings include_defaults " + ResolveOptions.Parameters);
        routes.Map("GET", "/{index}", request => Get(node, request), "local master_timeout features include_defaults " + ResolveOptions.Parameters, "flat_settings");
        routes.Map("DELETE", "/{index}", request => Delete(node, request), "timeout master_timeout " + ResolveOptions.Parameters);
        foreach (var prefix in new[] { "", "/{index}" })
        {
            routes.Map("GET POST", prefix + "/_refresh", request => OnEach(node, request, index => index.Engine.Refresh()), ResolveOptions.Parameters);
            routes.Map("GET POST", prefix + "/_flush", request => OnEach(node, request, index => index.Engine.Flush()), "force wait_if_ongoing " + ResolveOptions.Parameters);
            routes.Map("POST", prefix + "/_forcemerge", request => OnEach(node, request, index => index.Engine.ForceMerge(request.Int("max_num_segments") ?? 1)),
                "max_num_segments flush wait_for_completion " + ResolveOptions.Parameters, "only_expunge_deletes");
        }
    }

    static RestResponse Create(Node node, RestRequest request)
    {
        var name = request.Path["index"];
        IndexName.Check(name);
        ParameterValues.ActiveShards(request);
        JsonAt? settings = null, mappings = null;
        var aliases = new Dictionary<string, AliasTarget>();
        foreach (var (key, value) in request.JsonIfAny()?.At.MustBeObject("create_index").Properties() ?? [])
        {
            switch (key)
            {
                case "settings": settings = value; break;
                case "mappings": mappings = value; break;
                case "aliases":
                    foreach (var (alias, definition) in value.Properties())
                    {
                        aliases[alias] = AliasesApi.Target(definition);
                    }

                    break;
                default: throw new ElasticsearchException(400, "parse_exception", $"unknown key [{key}] for create index");
            }
        }

        var created = node.Create(name, IndexSettings.Parse(settings), mappings, aliases);
        return RestResponse.Object(200, json =>
        {
            json.WriteBoolean("acknowledged", true);
            json.WriteBoolean("shards_acknowledged", true);
            json.WriteString("index", created.Name);
        });
    }

    static RestResponse Exists(Node node, RestRequest request)
    {
        try
        {
            return RestResponse.Empty(IndexResolver.Resolve(node.View, request.Path["index"], ResolveOptions.Of(request) with { AllowNoIndices = false }).Count > 0 ? 200 : 404);
        }
        catch (ElasticsearchException e) when (e.Status == 404)
        {
            return RestResponse.Empty(404);
        }
    }

    static RestResponse Get(Node node, RestRequest request)
    {
        var view = node.View;
        var found = IndexResolver.Resolve(view, request.Path["index"], ResolveOptions.Of(request));
        var features = (request.Query.GetValueOrDefault("features") ?? "aliases,mappings,settings").Split(',');
        if (Array.Find(features, feature => feature is not ("aliases" or "mappings" or "settings")) is { } odd)
        {
            throw Failures.IllegalArgument($"Invalid features specified [{odd}]");
        }

        JsonObject One(IndexService index) => new(features.Distinct().Order(StringComparer.Ordinal).Select(feature => KeyValuePair.Create<string, JsonNode?>(feature, feature switch
        {
            "aliases" => AliasesApi.Of(view, index.Name),
            "mappings" => index.Mapping.Json.DeepClone(),
            _ => SettingsApi.Of(index, request.Flag("human")),
        })));
        return RestResponse.Json(200, json => new JsonObject(found.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Index.Name, One(one.Index)))).WriteTo(json));
    }

    static RestResponse Delete(Node node, RestRequest request)
    {
        var expression = request.Path["index"];

        // action.destructive_requires_name: a pattern must not delete what nobody named.
        if (expression == "_all" || expression.Split(',').Any(Wildcard.IsPattern))
        {
            throw Failures.IllegalArgument("Wildcard expressions or all indices are not allowed");
        }

        var view = node.View;
        foreach (var name in expression.Split(','))
        {
            if (view.Aliases.ContainsKey(name))
            {
                throw Failures.IllegalArgument($"The provided expression [{name}] matches an alias, specify the corresponding concrete indices instead.");
            }
        }

        node.Delete([.. IndexResolver.Resolve(view, expression, ResolveOptions.Of(request)).Select(one => one.Index.Name)]);
        return RestResponse.Acknowledged;
    }

    static RestResponse OnEach(Node node, RestRequest request, Action<IndexService> action)
    {
        var found = IndexResolver.Resolve(node.View, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request));
        foreach (var one in found)
        {
            action(one.Index);
        }

        return RestResponse.Object(200, json =>
        {
            json.WriteStartObject("_shards");
            json.WriteNumber("total", found.Sum(one => one.Index.Settings.NumberOfShards * (1 + one.Index.Settings.NumberOfReplicas)));
            json.WriteNumber("successful", found.Sum(one => one.Index.Settings.NumberOfShards));
            json.WriteNumber("failed", 0);
            json.WriteEndObject();
        });
    }
}
