using System.Text.Json;
using Elasticsearch.Emulator.Documents;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Search.Aggregations;
using Elasticsearch.Emulator.Search.Highlighting;
using Elasticsearch.Emulator.Search.Queries;
using Elasticsearch.Emulator.Search.Sorting;

namespace Elasticsearch.Emulator.Search;

/// <summary>A search, parsed and independent of any index.</summary>
internal sealed record SearchRequest
{
    public const int DefaultTrackTotalHits = 10_000;

    public QueryFactory? Query { get; init; }

    public QueryFactory? PostFilter { get; init; }

    public QueryParsing Parsing { get; init; } = new();

    public int From { get; init; }

    public int Size { get; init; } = 10;

    public IReadOnlyList<SortSpecification> Sort { get; init; } = [];

    public IReadOnlyList<JsonElement>? SearchAfter { get; init; }

    public SourceFilter Source { get; init; } = SourceFilter.All;

    /// <summary>Count exactly up to this many; 0 leaves the total out.</summary>
    public int TrackTotalHits { get; init; } = DefaultTrackTotalHits;

    public bool TrackScores { get; init; }

    public float? MinScore { get; init; }

    public bool Version { get; init; }

    public bool SeqNo { get; init; }

    public HighlightRequest? Highlight { get; init; }

    public IReadOnlyList<AggregationDefinition> Aggregations { get; init; } = [];

    public string? PitId { get; init; }

    public TimeSpan? PitKeepAlive { get; init; }

    public bool TotalAsInt { get; init; }

    public bool TypedKeys { get; init; }

    /// <summary>How long to collect; what has been found by then is the answer.</summary>
    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Whether what some indices found is an answer when others failed.</summary>
    public bool AllowPartial { get; init; } = true;

    /// <summary>dfs_query_then_fetch: scores by the words of all indices together.</summary>
    public bool ScoresAcrossIndices { get; init; }

    public static SearchRequest Parse(JsonBody? body, RestRequest? parameters)
    {
        var request = new SearchRequest();
        if (body is not null)
        {
            request = FromBody(request, body.At);
        }

        return Check(parameters is null ? request : FromParameters(request, parameters));
    }

    static SearchRequest FromBody(SearchRequest request, JsonAt body)
    {
        if (!body.IsObject)
        {
            throw Failures.Parsing($"Unknown key for a {body.Describe()} in [null].", body.Location);
        }

        foreach (var (name, value) in body.Properties())
        {
            request = name switch
            {
                "query" => request with { Query = QueryParser.Parse(value, request.Parsing) },
                "post_filter" => request with { PostFilter = QueryParser.Parse(value, request.Parsing) },
                "from" => request with { From = value.Int() is >= 0 and var from ? from : throw Failures.IllegalArgument($"[from] parameter cannot be negative but was [{value.Int()}]") },
                "size" => request with { Size = value.Int() is >= 0 and var size ? size : throw Failures.IllegalArgument($"[size] parameter cannot be negative, found [{value.Int()}]") },
                "sort" => request with { Sort = SortSpecification.Parse(value) },
                "search_after" => request with { SearchAfter = [.. After(value)] },
                "_source" => request with { Source = SourceFilter.Parse(value) },
                "track_total_hits" => request with { TrackTotalHits = TrackTotal(value.Text()) },
                "track_scores" => request with { TrackScores = value.Bool() },
                "min_score" => request with { MinScore = value.Float() },
                "version" => request with { Version = value.Bool() },
                "seq_no_primary_term" => request with { SeqNo = value.Bool() },
                "highlight" => request with { Highlight = HighlightRequest.Parse(value, request.Parsing) },
                "aggs" or "aggregations" => request with { Aggregations = AggregationParser.Parse(value) },
                "pit" => Pit(request, value),
                "timeout" => request with { Timeout = TimeValue.Parse(value.Text(), "timeout") },
                "explain" or "profile" when !value.Bool() => request,
                "terminate_after" when value.Int() == 0 => request,
                "explain" or "profile" or "terminate_after" or "stored_fields" or "docvalue_fields" or "fields" or "script_fields" or "rescore" or "collapse" or "suggest" or "indices_boost"
                    or "slice" or "ext" or "stats" or "runtime_mappings" or "knn" or "rank" or "retriever" or "sub_searches" => throw value.Unsupported($"[{name}] of a search"),
                _ => throw Failures.Parsing($"Unknown key for a {value.Describe()} in [{name}].", value.Location),
            };
        }

        return request;
    }

    static SearchRequest FromParameters(SearchRequest request, RestRequest parameters) => request with
    {
        From = parameters.Int("from") switch { null => request.From, < 0 and var from => throw Failures.IllegalArgument($"[from] parameter cannot be negative but was [{from}]"), var from => from.Value },
        Size = parameters.Int("size") switch { null => request.Size, < 0 and var size => throw Failures.IllegalArgument($"[size] parameter cannot be negative, found [{size}]"), var size => size.Value },
        Sort = parameters.Query.GetValueOrDefault("sort") is { } sort ? SortSpecification.Parse(sort) : request.Sort,
        Source = SourceFilter.Of(parameters) ?? request.Source,
        TrackTotalHits = parameters.Query.GetValueOrDefault("track_total_hits") is { } track ? TrackTotal(track) : request.TrackTotalHits,
        TrackScores = parameters.Flag("track_scores", request.TrackScores),
        Version = parameters.Flag("version", request.Version),
        SeqNo = parameters.Flag("seq_no_primary_term", request.SeqNo),
        TotalAsInt = parameters.Flag("rest_total_hits_as_int"),
        TypedKeys = parameters.Flag("typed_keys"),
        Timeout = parameters.Time("timeout") ?? request.Timeout,
        AllowPartial = parameters.Flag("allow_partial_search_results", true),
        ScoresAcrossIndices = IsDfs(parameters.Query.GetValueOrDefault("search_type")),
    };

    /// <summary>Whether a search_type is dfs_query_then_fetch.</summary>
    public static bool IsDfs(string? searchType) => searchType switch
    {
        null or "query_then_fetch" => false,
        "dfs_query_then_fetch" => true,
        _ => throw Failures.IllegalArgument($"No search type for [{searchType}]"),
    };

    static SearchRequest Check(SearchRequest request)
    {
        if (request.SearchAfter is not null && request.From > 0)
        {
            throw Failures.Validation("`from` parameter must be set to 0 when `search_after` is used");
        }

        if (request.SearchAfter is not null && request.Sort.Count == 0)
        {
            throw Failures.IllegalArgument("Sort must contain at least one field.");
        }

        if (request.TotalAsInt && request.TrackTotalHits is not (0 or DefaultTrackTotalHits or int.MaxValue))
        {
            throw Failures.IllegalArgument($"[rest_total_hits_as_int] cannot be used if the tracking of total hits is not accurate, got {request.TrackTotalHits}");
        }

        // A point in time always sorts by something unique at the end, so that paging neither loses nor repeats documents.
        if (request.PitId is not null && (request.Sort.Count > 0 || request.SearchAfter is not null) && request.Sort.All(sort => sort.Field != SortSpecification.ShardDoc))
        {
            return request with { Sort = [.. request.Sort, new(SortSpecification.ShardDoc, false)] };
        }

        return request;
    }

    static SearchRequest Pit(SearchRequest request, JsonAt pit)
    {
        string? id = null;
        TimeSpan? keepAlive = null;
        foreach (var (name, value) in pit.MustBeObject("pit").Properties())
        {
            switch (name)
            {
                case "id": id = value.Text(); break;
                case "keep_alive": keepAlive = TimeValue.Parse(value.Text(), "keep_alive"); break;
                default: throw Failures.XContentParse($"[point_in_time] unknown field [{name}]", value.NameLocation);
            }
        }

        return request with { PitId = id ?? throw Failures.IllegalArgument("Required [id]"), PitKeepAlive = keepAlive };
    }

    static IEnumerable<JsonElement> After(JsonAt at) => at.IsArray
        ? at.Items().Select(item => item.IsObject || item.IsArray ? throw Failures.Parsing($"Expected [VALUE_STRING] or [VALUE_NUMBER] or [VALUE_BOOLEAN] or [VALUE_NULL] but found [{item.Describe()}] inside search_after.", item.Location) : item.Element)
        : throw Failures.Parsing("Expected [START_ARRAY] in [search_after]", at.Location);

    static int TrackTotal(string text) => text switch
    {
        "true" or "" => int.MaxValue,
        "false" => 0,
        _ when int.TryParse(text, out var limit) && limit >= 0 => limit,
        "-1" => 0,
        _ => throw Failures.IllegalArgument($"[track_total_hits] parameter must be positive or equals to -1, got {text}"),
    };
}
