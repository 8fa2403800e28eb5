using System.Text.Json;
using Elasticsearch.Emulator.Documents;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Search;

/// <summary>search, msearch and count.</summary>
internal static class SearchApi
{
    const string Accepted = "from size sort search_type preference routing request_cache track_total_hits track_scores version seq_no_primary_term typed_keys rest_total_hits_as_int scroll timeout "
        + "batched_reduce_size max_concurrent_shard_requests pre_filter_shard_size allow_partial_search_results ccs_minimize_roundtrips ignore_throttled "
        + ResolveOptions.Parameters + " " + SourceFilter.Parameters;

    const string Refused = "q df analyzer analyze_wildcard default_operator lenient explain terminate_after stored_fields docvalue_fields suggest_field suggest_mode suggest_size suggest_text "
        + "min_compatible_shard_node force_synthetic_source include_named_queries_score stats";

    public static void MapSearch(this RouteTable routes, Node node, SearchContexts contexts)
    {
        routes.Map("GET POST", "/_search", request => Search(node, contexts, request), Accepted, Refused);
        routes.Map("GET POST", "/{index}/_search", request => Search(node, contexts, request), Accepted, Refused);
        const string multi = "typed_keys rest_total_hits_as_int max_concurrent_searches max_concurrent_shard_requests pre_filter_shard_size search_type ccs_minimize_roundtrips";
        routes.Map("GET POST", "/_msearch", request => MultiSearch(node, contexts, request), multi + " " + ResolveOptions.Parameters);
        routes.Map("GET POST", "/{index}/_msearch", request => MultiSearch(node, contexts, request), multi + " " + ResolveOptions.Parameters);
        const string count = "preference routing min_score " + ResolveOptions.Parameters;
        routes.Map("GET POST", "/_count", request => Count(node, request), count, Refused);
        routes.Map("GET POST", "/{index}/_count", request => Count(node, request), count, Refused);
    }

    static RestResponse Search(Node node, SearchContexts contexts, RestRequest request)
    {
        var search = SearchRequest.Parse(request.JsonIfAny(), request);
        if (request.Query.GetValueOrDefault("scroll") is { } keepAlive)
        {
            return contexts.StartScroll(node, search, request, TimeValue.Parse(keepAlive, "scroll"));
        }

        return RestResponse.Object(200, json => WriteOne(json, node, contexts, search, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request)));
    }

    static void WriteOne(Utf8JsonWriter json, Node node, SearchContexts contexts, SearchRequest search, string? expression, ResolveOptions options)
    {
        var started = node.Time.GetTimestamp();
        if (search.PitId is { } pit)
        {
            if (expression is not null)
            {
                throw Failures.Validation("[indices] cannot be used with point in time. Do not specify any index with point in time.");
            }

            var held = contexts.UsePit(pit, search.PitKeepAlive);
            json.WriteString("pit_id", pit);
            Write(json, node, search, held, started);
            return;
        }

        using var targets = SearchTargets.Open(node.View, expression, options);
        Write(json, node, search, targets, started);
    }

    static void Write(Utf8JsonWriter json, Node node, SearchRequest search, SearchTargets targets, long started)
    {
        if (search.ScoresAcrossIndices && targets.Targets.Count > 1)
        {
            throw Failures.Unsupported("?search_type", "[search_type=dfs_query_then_fetch] over more than one index");
        }

        var window = (long)search.From + search.Size;
        var outcome = SearchExecution.Run(search, targets.Targets, search.Size == 0 ? 0 : (int)Math.Min(window, int.MaxValue - 1), node.Time.GetUtcNow().ToUnixTimeMilliseconds());
        var shown = outcome.Hits.Skip(search.From).Take(search.Size).ToList();
        SearchAnswer.WriteFields(json, search, outcome, shown, (long)node.Time.GetElapsedTime(started).TotalMilliseconds, targets.ShardCount);
    }

    static RestResponse MultiSearch(Node node, SearchContexts contexts, RestRequest request)
    {
        var started = node.Time.GetTimestamp();
        var searches = MultiSearchLines.Read(request);
        return RestResponse.Object(200, json =>
        {
            var answers = searches.Select(search => One(node, contexts, request, search.Header, search.Body)).ToList();
            json.WriteNumber("took", (long)node.Time.GetElapsedTime(started).TotalMilliseconds);
            json.WriteStartArray("responses");
            foreach (var answer in answers)
            {
                json.WriteRawValue(answer.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
        });
    }

    static ReadOnlyMemory<byte> One(Node node, SearchContexts contexts, RestRequest request, MultiSearchHeader header, JsonBody body)
    {
        try
        {
            var search = SearchRequest.Parse(body, null) with
            {
                TypedKeys = request.Flag("typed_keys"),
                TotalAsInt = request.Flag("rest_total_hits_as_int"),
                AllowPartial = header.AllowPartial,
                ScoresAcrossIndices = SearchRequest.IsDfs(header.SearchType ?? request.Query.GetValueOrDefault("search_type")),
            };
            return RestResponse.Object(200, json =>
            {
                WriteOne(json, node, contexts, search, header.Index ?? request.Path.GetValueOrDefault("index"), header.Options ?? ResolveOptions.Of(request));
                json.WriteNumber("status", 200);
            }).Body;
        }
        catch (ElasticsearchException e)
        {
            return RestResponse.Json(e.Status, json => ErrorBody.Write(json, e)).Body;
        }
    }

    static RestResponse Count(Node node, RestRequest request)
    {
        var search = new SearchRequest { Size = 0, TrackTotalHits = int.MaxValue };
        foreach (var (name, value) in request.JsonIfAny()?.At.MustBeObject("count").Properties() ?? [])
        {
            search = name == "query"
                ? search with { Query = Queries.QueryParser.Parse(value, search.Parsing) }
                : throw Failures.Parsing($"request does not support [{name}]", value.Location);
        }

        if (request.Query.GetValueOrDefault("min_score") is { } least)
        {
            search = search with { MinScore = float.TryParse(least, System.Globalization.CultureInfo.InvariantCulture, out var score) ? score : throw Failures.IllegalArgument($"Failed to parse float parameter [min_score] with value [{least}]") };
        }

        using var targets = SearchTargets.Open(node.View, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request));
        var outcome = SearchExecution.Run(search, targets.Targets, 0, node.Time.GetUtcNow().ToUnixTimeMilliseconds());
        return RestResponse.Object(200, json =>
        {
            json.WriteNumber("count", outcome.Total);
            SearchAnswer.WriteShards(json, targets.ShardCount, outcome.Failures);
        });
    }
}
