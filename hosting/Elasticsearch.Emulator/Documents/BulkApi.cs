using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

internal static class BulkApi
{
    const string Parameters = "refresh routing timeout wait_for_active_shards require_alias include_source_on_error " + SourceFilter.Parameters;

    public static void MapBulk(this RouteTable routes, Node node)
    {
        routes.Map("POST PUT", "/_bulk", request => BulkAsync(node, request), Parameters, "pipeline list_executed_pipelines require_data_stream");
        routes.Map("POST PUT", "/{index}/_bulk", request => BulkAsync(node, request), Parameters, "pipeline list_executed_pipelines require_data_stream");
    }

    static async Task<RestResponse> BulkAsync(Node node, RestRequest request)
    {
        var started = node.Time.GetTimestamp();
        var refresh = RefreshPolicy.Of(request);
        var items = BulkLines.Read(request);
        var wanted = SourceFilter.Of(request);
        var requireAlias = request.Flag("require_alias");
        var last = new Dictionary<IndexService, WriteResult>();
        var answers = new List<(BulkItem Item, IndexService? Index, WriteResult? Result, byte[]? Source, ElasticsearchException? Failure)>(items.Count);
        foreach (var item in items)
        {
            try
            {
                WriteRequest.CheckId(item.Id);
                var index = node.ForWriting(item.Index, item.RequireAlias ?? requireAlias);
                IndexResolver.CheckRouting(index, item.Routing, "$.routing");
                var (result, source) = Apply(index, item);
                if (result.Outcome != WriteOutcome.Noop)
                {
                    last[index] = result;
                }

                answers.Add((item, index, result, source, null));
            }
            catch (ElasticsearchException e)
            {
                answers.Add((item, null, null, null, e));
            }
        }

        foreach (var (index, result) in last)
        {
            await refresh.AcknowledgeAsync(index, result);
        }

        var took = (long)node.Time.GetElapsedTime(started).TotalMilliseconds;
        return RestResponse.Object(200, json =>
        {
            json.WriteBoolean("errors", answers.Exists(answer => answer.Failure is not null));
            json.WriteNumber("took", took);
            json.WriteStartArray("items");
            foreach (var (item, index, result, source, failure) in answers)
            {
                json.WriteStartObject();
                json.WriteStartObject(item.Action);
                if (failure is not null)
                {
                    WriteFailure(json, item, failure);
                }
                else
                {
                    WriteAnswer.WriteFields(json, index!, result!, refresh.Force);
                    json.WriteNumber("status", WriteAnswer.Status(result!));
                    if (item.Update is not null && (item.Update.Source ?? wanted) is { Enabled: true } filter)
                    {
                        json.WriteStartObject("get");
                        json.WriteBoolean("found", true);
                        json.WritePropertyName("_source");
                        filter.Write(json, source!);
                        json.WriteEndObject();
                    }
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    static (WriteResult, byte[]?) Apply(IndexService index, BulkItem item)
    {
        switch (item.Action)
        {
            case "delete":
                return (index.Engine.Delete(item.Id, item.Condition), null);
            case "update":
                var (result, source) = item.Update!.Apply(index, item.Id, item.Routing,
                    item.Condition with { IfSeqNo = item.Condition.IfSeqNo ?? item.Update.IfSeqNo, IfPrimaryTerm = item.Condition.IfPrimaryTerm ?? item.Update.IfPrimaryTerm }, item.RetryOnConflict);
                return (result, source);
            default:
                var bytes = item.Source.ToArray();
                return (index.Engine.Index(item.Id, WriteRequest.Source(bytes), bytes, item.Routing, item.Condition, item.IsNewId), null);
        }
    }

    static void WriteFailure(Utf8JsonWriter json, BulkItem item, ElasticsearchException failure)
    {
        json.WriteString("_index", item.Index);
        json.WriteString("_id", item.Id);
        json.WriteNumber("status", failure.Status);
        json.WritePropertyName("error");
        ErrorBody.WriteInner(json, failure);
    }
}
