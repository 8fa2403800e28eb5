using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Search;

namespace Elasticsearch.Emulator.Documents;

/// <summary>
/// _delete_by_query and _update_by_query (without a script: documents are written again as they are). Both take what a search finds at one moment and write
/// each document on the condition that it has not changed since.
/// </summary>
internal static class ByQueryApi
{
    public static void MapByQuery(this RouteTable routes, Node node)
    {
        routes.Map("POST", "/{index}/_delete_by_query", request => RunAsync(node, request, "deleted", queryRequired: true, Delete), ByQueryRequest.Parameters, ByQueryRequest.Refused);
        routes.Map("POST", "/{index}/_update_by_query", request => RunAsync(node, request, "updated", queryRequired: false, WriteAgain), ByQueryRequest.Parameters, ByQueryRequest.Refused);
    }

    static WriteResult Delete(IndexService index, StoredDocument document) =>
        index.Engine.Delete(document.Id, new(document.SeqNo, document.PrimaryTerm));

    static WriteResult WriteAgain(IndexService index, StoredDocument document) =>
        index.Engine.Index(document.Id, document.Body, document.Source, document.Routing, new(document.SeqNo, document.PrimaryTerm));

    static async Task<RestResponse> RunAsync(Node node, RestRequest request, string verb, bool queryRequired, Func<IndexService, StoredDocument, WriteResult> write)
    {
        var started = node.Time.GetTimestamp();
        var asked = ByQueryRequest.Parse(request, queryRequired);
        using var targets = SearchTargets.Open(node.View, request.Path["index"], ResolveOptions.Of(request));
        var run = new Run();
        Write(node, asked, targets, write, run, request.Aborted);
        foreach (var (index, last) in run.Last)
        {
            await new RefreshPolicy(asked.Refresh, false).AcknowledgeAsync(index, last);
        }

        var took = (long)node.Time.GetElapsedTime(started).TotalMilliseconds;
        return RestResponse.Object(run.Failures.Count > 0 ? 409 : 200, json => WriteAnswer(json, run, asked, verb, took));
    }

    static void Write(Node node, ByQueryRequest asked, SearchTargets targets, Func<IndexService, StoredDocument, WriteResult> write, Run run, CancellationToken aborted)
    {
        var outcome = SearchExecution.Run(asked.Search with { Sort = [new("_doc", false)], AllowPartial = false }, targets.Targets, int.MaxValue, node.Time.GetUtcNow().ToUnixTimeMilliseconds());
        run.Total = Math.Min(outcome.Total, asked.MaxDocs);
        foreach (var hit in outcome.Hits.Take(asked.MaxDocs))
        {
            aborted.ThrowIfCancellationRequested();
            var target = targets.Targets[hit.Shard];
            var document = DocumentLookup.At(target.Snapshot.Reader, hit.Doc);
            run.Seen++;
            try
            {
                run.Last[target.Index] = write(target.Index, document);
                run.Done++;
            }
            catch (ElasticsearchException e) when (e.Status == 409)
            {
                run.Conflicts++;
                if (!asked.ProceedOnConflict)
                {
                    run.Failures.Add((target.Index.Name, document.Id, e));
                    return;
                }
            }
        }
    }

    static void WriteAnswer(Utf8JsonWriter json, Run run, ByQueryRequest asked, string verb, long took)
    {
        json.WriteNumber("took", took);
        json.WriteBoolean("timed_out", false);
        json.WriteNumber("total", run.Total);
        json.WriteNumber(verb, run.Done);
        if (verb != "deleted")
        {
            json.WriteNumber("deleted", 0);
        }

        json.WriteNumber("batches", (run.Seen + asked.ScrollSize - 1) / asked.ScrollSize);
        json.WriteNumber("version_conflicts", run.Conflicts);
        json.WriteNumber("noops", 0);
        json.WriteStartObject("retries");
        json.WriteNumber("bulk", 0);
        json.WriteNumber("search", 0);
        json.WriteEndObject();
        json.WriteNumber("throttled_millis", 0);
        json.WriteFraction("requests_per_second", -1);
        json.WriteNumber("throttled_until_millis", 0);
        json.WriteStartArray("failures");
        foreach (var (index, id, failure) in run.Failures)
        {
            json.WriteStartObject();
            json.WriteString("index", index);
            json.WriteString("id", id);
            json.WritePropertyName("cause");
            ErrorBody.WriteInner(json, failure);
            json.WriteNumber("status", failure.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    sealed class Run
    {
        public long Total { get; set; }

        public long Seen { get; set; }

        public long Done { get; set; }

        public long Conflicts { get; set; }

        public List<(string Index, string Id, ElasticsearchException Failure)> Failures { get; } = [];

        public Dictionary<IndexService, WriteResult> Last { get; } = [];
    }
}
