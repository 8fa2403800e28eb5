using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Indices;

internal static class MappingApi
{
    public static void MapMappings(this RouteTable routes, Node node)
    {
        routes.Map("GET", "/_mapping", request => Get(node, request), "local master_timeout " + ResolveOptions.Parameters);
        routes.Map("GET", "/{index}/_mapping", request => Get(node, request), "local master_timeout " + ResolveOptions.Parameters);
        routes.Map("PUT POST", "/{index}/_mapping", request => Put(node, request), "timeout master_timeout " + ResolveOptions.Parameters, "write_index_only");
    }

    static RestResponse Get(Node node, RestRequest request)
    {
        var found = IndexResolver.Resolve(node.View, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request));
        return RestResponse.Json(200, json => new JsonObject(found.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Index.Name,
            new JsonObject { ["mappings"] = one.Index.Mapping.Json.DeepClone() }))).WriteTo(json));
    }

    static RestResponse Put(Node node, RestRequest request)
    {
        var body = request.Json().At;
        foreach (var one in IndexResolver.Resolve(node.View, request.Path["index"], ResolveOptions.Of(request, allowNoIndices: false)))
        {
            one.Index.MergeMapping(body);
        }

        return RestResponse.Acknowledged;
    }
}
