using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Search.Queries;

namespace Elasticsearch.Emulator.Indices;

/// <summary>Aliases. _aliases makes all its changes or none, and no reader sees a state between.</summary>
internal static class AliasesApi
{
    public static void MapAliases(this RouteTable routes, Node node)
    {
        routes.Map("POST", "/_aliases", request => Change(node, request), "timeout master_timeout");
        routes.Map("GET HEAD", "/_alias", request => Get(node, request), "local master_timeout " + ResolveOptions.Parameters);
        routes.Map("GET HEAD", "/_alias/{name}", request => Get(node, request), "local master_timeout " + ResolveOptions.Parameters);
        routes.Map("GET HEAD", "/{index}/_alias", request => Get(node, request), "local master_timeout " + ResolveOptions.Parameters);
        routes.Map("GET HEAD", "/{index}/_alias/{name}", request => Get(node, request), "local master_timeout " + ResolveOptions.Parameters);
        foreach (var word in new[] { "_alias", "_aliases" })
        {
            routes.Map("PUT POST", $"/{{index}}/{word}/{{name}}", request => Put(node, request), "timeout master_timeout");
            routes.Map("DELETE", $"/{{index}}/{word}/{{name}}", request => Delete(node, request), "timeout master_timeout");
        }
    }

    /// <summary>The aliases of one index as JSON.</summary>
    public static JsonObject Of(ClusterView view, string index, Func<string, bool>? wanted = null) =>
        new(view.AliasesOf(index).Where(alias => wanted?.Invoke(alias.Alias) ?? true)
            .Select(alias => KeyValuePair.Create<string, JsonNode?>(alias.Alias, AliasJson.Write(alias.Target))));

    public static AliasTarget Target(JsonAt at)
    {
        var target = new AliasTarget(null, null, null, null, false);
        foreach (var (name, value) in at.MustBeObject("alias").Properties())
        {
            target = Take(target, name, value);
        }

        return target;
    }

    /// <summary>Takes one property of an alias.</summary>
    public static AliasTarget Take(AliasTarget target, string name, JsonAt value)
    {
        switch (name)
        {
            case "is_write_index": return target with { IsWriteIndex = value.IsNull ? null : value.Bool() };
            case "is_hidden": return target with { IsHidden = !value.IsNull && value.Bool() };
            case "filter":
                // Parsed now, so that a wrong filter fails here and not at the first search.
                _ = value.IsNull ? null : QueryParser.Parse(value, new());
                return target with { Filter = value.IsNull ? null : value.Element.GetRawText() };
            case "routing" or "index_routing" or "search_routing": throw value.Unsupported($"[{name}] of an alias");
            default: throw Failures.IllegalArgument($"Unknown field [{name}] in alias [{value.Path}]");
        }
    }

    static RestResponse Change(Node node, RestRequest request)
    {
        var body = request.Json().At.MustBeObject("aliases");
        var actions = body.Find("actions") is { IsArray: true } list ? list.Items().Select(AliasAction.Parse).ToList() : [];
        if (actions.Count == 0)
        {
            throw Failures.Validation("Must specify at least one alias action");
        }

        var deleted = actions.Where(action => action.Kind == "remove_index").SelectMany(action => action.Indices(node.View)).ToList();
        node.Change(view => actions.Where(action => action.Kind != "remove_index").Aggregate(view, (state, action) => action.Apply(state)));
        if (deleted.Count > 0)
        {
            node.Delete(deleted);
        }

        return RestResponse.Acknowledged;
    }

    static RestResponse Put(Node node, RestRequest request)
    {
        var target = request.JsonIfAny() is { } body ? Target(body.At) : new(null, null, null, null, false);
        var name = request.Path["name"];
        node.Change(view => IndexResolver.Resolve(view, request.Path["index"], new(AllowNoIndices: false))
            .Aggregate(view, (state, one) => AliasActions.Add(state, name, one.Index.Name, target)));
        return RestResponse.Acknowledged;
    }

    static RestResponse Delete(Node node, RestRequest request)
    {
        var names = request.Path["name"].Split(',');
        node.Change(view =>
        {
            var removed = (from one in IndexResolver.Resolve(view, request.Path["index"], new(AllowNoIndices: false))
                from alias in view.AliasesOf(one.Index.Name)
                where names.Any(name => name == "_all" || Wildcard.Matches(name, alias.Alias))
                select (alias.Alias, Index: one.Index.Name)).ToList();
            return removed.Count > 0 ? removed.Aggregate(view, (state, pair) => AliasActions.Remove(state, pair.Alias, pair.Index)) : throw Missing(request.Path["name"]);
        });
        return RestResponse.Acknowledged;
    }

    static RestResponse Get(Node node, RestRequest request)
    {
        var view = node.View;
        var names = request.Path.GetValueOrDefault("name")?.Split(',');
        bool Wanted(string alias) => names is null || names.Any(name => name == "_all" || Wildcard.Matches(name, alias));
        var missing = names?.Where(name => name != "_all" && !Wildcard.IsPattern(name) && !view.Aliases.ContainsKey(name)).ToList() ?? [];
        var answer = new JsonObject();
        if (missing.Count > 0)
        {
            answer["error"] = missing.Count == 1 ? $"alias [{missing[0]}] missing" : $"aliases [{string.Join(",", missing)}] missing";
            answer["status"] = 404;
        }

        foreach (var one in IndexResolver.Resolve(view, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request)))
        {
            var aliases = Of(view, one.Index.Name, Wanted);
            if (names is null || aliases.Count > 0)
            {
                answer[one.Index.Name] = new JsonObject { ["aliases"] = aliases };
            }
        }

        var found = missing.Count == 0 && (names is null || answer.Count > 0 || names.All(name => name == "_all" || Wildcard.IsPattern(name)));
        if (!found && missing.Count == 0)
        {
            answer["error"] = $"alias [{request.Path["name"]}] missing";
            answer["status"] = 404;
        }

        return RestResponse.Json(found ? 200 : 404, json => answer.WriteTo(json));
    }

    public static ElasticsearchException Missing(string names) =>
        new ElasticsearchException(404, "aliases_not_found_exception", $"aliases [{names}] missing").With("resource.type", "aliases").With("resource.id", names);
}
