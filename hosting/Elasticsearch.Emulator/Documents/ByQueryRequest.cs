using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Search;
using Elasticsearch.Emulator.Search.Queries;

namespace Elasticsearch.Emulator.Documents;

/// <summary>What _delete_by_query and _update_by_query ask for.</summary>
internal sealed record ByQueryRequest
{
    public const string Parameters = "conflicts max_docs refresh scroll_size scroll timeout search_timeout wait_for_active_shards wait_for_completion requests_per_second slices search_type "
        + "preference routing request_cache " + ResolveOptions.Parameters;

    public const string Refused = "q df analyzer analyze_wildcard default_operator lenient from sort stats terminate_after version _source _source_includes _source_excludes pipeline max_num_segments";

    public SearchRequest Search { get; init; } = new() { TrackTotalHits = int.MaxValue };

    public int MaxDocs { get; init; } = int.MaxValue;

    /// <summary>How many documents a batch of Elasticsearch's holds; only the number of batches in the answer shows it.</summary>
    public int ScrollSize { get; init; } = 1000;

    public bool ProceedOnConflict { get; init; }

    public bool Refresh { get; init; }

    public static ByQueryRequest Parse(RestRequest request, bool queryRequired)
    {
        ParameterValues.ActiveShards(request);
        var parsed = new ByQueryRequest();
        foreach (var (name, value) in request.JsonIfAny()?.At.MustBeObject("by_query").Properties() ?? [])
        {
            parsed = name switch
            {
                "query" => parsed with { Search = parsed.Search with { Query = QueryParser.Parse(value, parsed.Search.Parsing) } },
                "max_docs" => parsed with { MaxDocs = Count(value.Int(), "max_docs") },
                "conflicts" => parsed with { ProceedOnConflict = Proceeds(value.Text()) },
                "script" or "slice" or "sort" or "size" or "_source" => throw value.Unsupported($"[{name}] here"),
                _ => throw Failures.Parsing($"Unknown key for a {value.Describe()} in [{name}].", value.Location),
            };
        }

        if (queryRequired && parsed.Search.Query is null)
        {
            throw Failures.Validation("query is missing");
        }

        return FromParameters(parsed, request);
    }

    static ByQueryRequest FromParameters(ByQueryRequest parsed, RestRequest request)
    {
        if (SearchRequest.IsDfs(request.Query.GetValueOrDefault("search_type")))
        {
            throw Failures.Unsupported("?search_type", "[search_type=dfs_query_then_fetch] here");
        }

        if (request.Query.GetValueOrDefault("requests_per_second") is { } rate and not "-1")
        {
            throw Failures.Unsupported("?requests_per_second", $"[requests_per_second={rate}]");
        }

        if (request.Query.GetValueOrDefault("slices") is { } slices and not ("1" or "auto"))
        {
            throw Failures.Unsupported("?slices", $"[slices={slices}]");
        }

        _ = request.Time("scroll");
        return parsed with
        {
            MaxDocs = request.Int("max_docs") is { } most ? Count(most, "max_docs") : parsed.MaxDocs,
            ScrollSize = request.Int("scroll_size") is { } size ? Count(size, "scroll_size") : parsed.ScrollSize,
            ProceedOnConflict = request.Query.GetValueOrDefault("conflicts") is { } conflicts ? Proceeds(conflicts) : parsed.ProceedOnConflict,
            Refresh = request.Flag("refresh"),
            Search = parsed.Search with { Timeout = request.Time("search_timeout") ?? Timeout.InfiniteTimeSpan },
        };
    }

    static int Count(int number, string name) => number > 0 ? number : throw Failures.IllegalArgument($"[{name}] parameter cannot be negative or zero, found [{number}]");

    static bool Proceeds(string conflicts) => conflicts switch
    {
        "proceed" => true,
        "abort" => false,
        _ => throw Failures.IllegalArgument($"conflicts may only be \"proceed\" or \"abort\" but was [{conflicts}]"),
    };
}
