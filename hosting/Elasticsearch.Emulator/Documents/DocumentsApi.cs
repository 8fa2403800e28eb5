using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

/// <summary>Single documents: put, create, get, head, delete and the bare source.</summary>
internal static class DocumentsApi
{
    const string ReadParameters = "routing preference realtime refresh version version_type " + SourceFilter.Parameters;

    public static void MapDocuments(this RouteTable routes, Node node)
    {
        routes.Map("PUT POST", "/{index}/_doc/{id}", request => IndexAsync(node, request, request.Path["id"], CreateOnly(request)), WriteRequest.Parameters + " op_type", "pipeline list_executed_pipelines");
        routes.Map("POST", "/{index}/_doc", request => IndexAsync(node, request, null, CreateOnly(request)), WriteRequest.Parameters + " op_type", "pipeline list_executed_pipelines");
        routes.Map("PUT POST", "/{index}/_create/{id}", request => IndexAsync(node, request, request.Path["id"], true), WriteRequest.Parameters, "pipeline list_executed_pipelines");
        routes.Map("DELETE", "/{index}/_doc/{id}", request => DeleteAsync(node, request), WriteRequest.Parameters);
        routes.Map("GET HEAD", "/{index}/_doc/{id}", request => Get(node, request), ReadParameters, "stored_fields force_synthetic_source");
        routes.Map("GET HEAD", "/{index}/_source/{id}", request => GetSource(node, request), ReadParameters);
    }

    static async Task<RestResponse> IndexAsync(Node node, RestRequest request, string? id, bool createOnly)
    {
        var refresh = RefreshPolicy.Of(request);
        if (id is not null)
        {
            WriteRequest.CheckId(id);
        }

        // Without an id there is nothing to replace: such a write creates.
        var condition = WriteRequest.Condition(request, createOnly || id is null);
        var text = request.HasBody ? request.Body : throw Failures.Validation("source is missing");
        var index = node.ForWriting(request.Path["index"], request.Flag("require_alias"));
        CheckRouting(index, request, id);
        var result = index.Engine.Index(id ?? WriteRequest.NewId(), WriteRequest.Source(text), text.ToArray(), request.Query.GetValueOrDefault("routing"), condition, isNewId: id is null);
        await refresh.AcknowledgeAsync(index, result);
        var location = $"/{index.Name}/_doc/{Uri.EscapeDataString(result.Id)}";
        return RestResponse.Object(WriteAnswer.Status(result), json => WriteAnswer.WriteFields(json, index, result, refresh.Force)) with
        {
            Headers = result.Outcome == WriteOutcome.Created ? [("Location", location)] : [],
        };
    }

    static async Task<RestResponse> DeleteAsync(Node node, RestRequest request)
    {
        var refresh = RefreshPolicy.Of(request);
        var id = request.Path["id"];
        WriteRequest.CheckId(id);
        var condition = WriteRequest.Condition(request, createOnly: false);
        var index = node.ForWriting(request.Path["index"], request.Flag("require_alias"));
        CheckRouting(index, request, id);
        var result = index.Engine.Delete(id, condition);
        await refresh.AcknowledgeAsync(index, result);
        return RestResponse.Object(WriteAnswer.Status(result), json => WriteAnswer.WriteFields(json, index, result, refresh.Force));
    }

    static RestResponse Get(Node node, RestRequest request)
    {
        var (index, document) = Read(node, request);
        var filter = SourceFilter.Of(request) ?? SourceFilter.All;
        return RestResponse.Object(document is null ? 404 : 200, json => DocumentAnswer.WriteFields(json, index.Name, request.Path["id"], document, filter));
    }

    static RestResponse GetSource(Node node, RestRequest request)
    {
        var (index, document) = Read(node, request);
        var id = request.Path["id"];
        return document is null
            ? throw new ElasticsearchException(404, "resource_not_found_exception", $"Document not found [{index.Name}]/[{id}]")
            : RestResponse.Json(200, json => (SourceFilter.Of(request) ?? SourceFilter.All).Write(json, document.Source));
    }

    static (IndexService Index, StoredDocument? Document) Read(Node node, RestRequest request)
    {
        var index = IndexResolver.One(node.View, request.Path["index"]);
        var id = request.Path["id"];
        CheckRouting(index, request, id);
        if (request.Flag("refresh"))
        {
            index.Engine.Refresh();
        }

        var document = request.Flag("realtime", true) ? index.Engine.Get(id) : index.Engine.GetVisible(id);
        if (request.Long("version") is { } wanted && document is not null)
        {
            var fits = request.Query.GetValueOrDefault("version_type") is "external_gte" ? document.Version <= wanted : document.Version == wanted;
            if (!fits)
            {
                throw Failures.VersionConflict(id, $"current version [{document.Version}] is different than the one provided [{wanted}]", index.Name, index.Uuid);
            }
        }

        return (index, document);
    }

    static void CheckRouting(IndexService index, RestRequest request, string? id)
    {
        IndexResolver.CheckRouting(index, request.Query.GetValueOrDefault("routing"));
        if (index.Mapping.RoutingRequired && !request.Query.ContainsKey("routing"))
        {
            throw new ElasticsearchException(400, "routing_missing_exception", $"routing is required for [{index.Name}]/[{id}]").With("index_uuid", "_na_").With("index", index.Name);
        }
    }

    static bool CreateOnly(RestRequest request) => request.Query.GetValueOrDefault("op_type") switch
    {
        null or "index" => false,
        "create" => true,
        var other => throw Failures.IllegalArgument($"opType must be 'create' or 'index', found: [{other}]"),
    };
}
