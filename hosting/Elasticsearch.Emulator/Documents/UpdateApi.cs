using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

internal static class UpdateApi
{
    public static void MapUpdate(this RouteTable routes, Node node) =>
        routes.Map("POST", "/{index}/_update/{id}", request => UpdateAsync(node, request),
            "refresh routing timeout wait_for_active_shards if_seq_no if_primary_term retry_on_conflict require_alias " + SourceFilter.Parameters, "lang");

    static async Task<RestResponse> UpdateAsync(Node node, RestRequest request)
    {
        var refresh = RefreshPolicy.Of(request);
        var id = request.Path["id"];
        WriteRequest.CheckId(id);
        var update = DocumentUpdate.Parse(request.Json().At);
        var condition = WriteRequest.Condition(request, createOnly: false);
        condition = condition with { IfSeqNo = condition.IfSeqNo ?? update.IfSeqNo, IfPrimaryTerm = condition.IfPrimaryTerm ?? update.IfPrimaryTerm };
        var retries = request.Int("retry_on_conflict") ?? 0;
        if (condition.IfSeqNo is not null && retries > 0)
        {
            throw Failures.Validation("compare and write operations can not be retried");
        }

        var index = node.ForWriting(request.Path["index"], request.Flag("require_alias"));
        IndexResolver.CheckRouting(index, request.Query.GetValueOrDefault("routing"));
        var (result, source) = update.Apply(index, id, request.Query.GetValueOrDefault("routing"), condition, retries);
        if (result.Outcome != WriteOutcome.Noop)
        {
            await refresh.AcknowledgeAsync(index, result);
        }

        var filter = SourceFilter.Of(request) ?? update.Source;
        return RestResponse.Object(WriteAnswer.Status(result), json =>
        {
            WriteAnswer.WriteFields(json, index, result, refresh.Force);
            if (filter is { Enabled: true })
            {
                json.WriteStartObject("get");
                json.WriteNumber("_seq_no", result.SeqNo);
                json.WriteNumber("_primary_term", result.PrimaryTerm);
                json.WriteBoolean("found", true);
                json.WritePropertyName("_source");
                filter.Write(json, source);
                json.WriteEndObject();
            }
        });
    }
}
