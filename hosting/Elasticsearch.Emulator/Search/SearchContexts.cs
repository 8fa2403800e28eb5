using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Search;

/// <summary>Scrolls and points in time: what a client holds open between calls, for as long as it asked.</summary>
internal sealed class SearchContexts : IDisposable
{
    const int MaxOpen = 500;
    static readonly TimeSpan MaxKeepAlive = TimeSpan.FromHours(24);

    readonly ConcurrentDictionary<string, Context> open = new();
    readonly TimeProvider time;
    readonly ITimer reaper;

    public SearchContexts(EmulatorOptions options)
    {
        time = options.Time;
        reaper = time.CreateTimer(_ => Reap(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
    }

    public static void Map(RouteTable routes, Node node, SearchContexts contexts)
    {
        routes.Map("GET POST", "/_search/scroll", contexts.NextPage, "scroll scroll_id rest_total_hits_as_int");
        routes.Map("GET POST", "/_search/scroll/{scroll_id}", contexts.NextPage, "scroll rest_total_hits_as_int");
        routes.Map("DELETE", "/_search/scroll", contexts.ClearScroll);
        routes.Map("DELETE", "/_search/scroll/{scroll_id}", contexts.ClearScroll);
        routes.Map("POST", "/{index}/_pit", request => contexts.OpenPit(node, request), "keep_alive preference routing allow_partial_search_results max_concurrent_shard_requests " + ResolveOptions.Parameters);
        routes.Map("DELETE", "/_pit", contexts.ClosePit);
    }

    public RestResponse StartScroll(Node node, SearchRequest search, RestRequest request, TimeSpan keepAlive)
    {
        if (search.From > 0)
        {
            throw Failures.Validation("using [from] is not allowed in a scroll context");
        }

        if (search.Size == 0)
        {
            throw Failures.Validation("[size] cannot be [0] in a scroll context");
        }

        if (search.SearchAfter is not null || search.PitId is not null)
        {
            throw Failures.Validation("`search_after` and a point in time cannot be used in a scroll context.");
        }

        var started = time.GetTimestamp();
        var targets = SearchTargets.Open(node.View, request.Path.GetValueOrDefault("index"), ResolveOptions.Of(request));
        try
        {
            CheckWindow(search, targets);
            if (search.ScoresAcrossIndices && targets.Targets.Count > 1)
            {
                throw Failures.Unsupported("?search_type", "[search_type=dfs_query_then_fetch] over more than one index");
            }

            // All hits are put in order once; each page is then a slice of them.
            var outcome = SearchExecution.Run(search with { TrackTotalHits = int.MaxValue }, targets.Targets, int.MaxValue, node.Time.GetUtcNow().ToUnixTimeMilliseconds());
            var scroll = new Scroll(targets, Expiry(keepAlive), search with { TrackTotalHits = int.MaxValue }, outcome);
            var id = Add(scroll);
            return scroll.Page(id, (long)time.GetElapsedTime(started).TotalMilliseconds, search.TotalAsInt);
        }
        catch
        {
            targets.Dispose();
            throw;
        }
    }

    /// <exception cref="ElasticsearchException">search_context_missing_exception: closed, or not used for too long.</exception>
    public SearchTargets UsePit(string id, TimeSpan? keepAlive) => Use<PointInTime>(id, keepAlive).Targets;

    public void Dispose()
    {
        reaper.Dispose();
        foreach (var id in open.Keys)
        {
            Close(id);
        }
    }

    RestResponse NextPage(RestRequest request)
    {
        var id = request.Param("scroll_id");
        var keepAlive = request.Query.GetValueOrDefault("scroll");
        foreach (var (name, value) in request.JsonIfAny()?.At.MustBeObject("scroll").Properties() ?? [])
        {
            switch (name)
            {
                case "scroll_id": id = value.Text(); break;
                case "scroll": keepAlive = value.Text(); break;
                default: throw Failures.IllegalArgument($"Unknown parameter [{name}] in request body or parameter is of the wrong type[{value.Describe()}] ");
            }
        }

        var started = time.GetTimestamp();
        var scroll = Use<Scroll>(id ?? throw Failures.Validation("scrollId is missing"), keepAlive is null ? null : TimeValue.Parse(keepAlive, "scroll"));
        return scroll.Page(id, (long)time.GetElapsedTime(started).TotalMilliseconds, request.Flag("rest_total_hits_as_int"));
    }

    RestResponse ClearScroll(RestRequest request)
    {
        var ids = new List<string>();
        if (request.Path.GetValueOrDefault("scroll_id") is { } listed)
        {
            ids.AddRange(listed.Split(','));
        }

        foreach (var (name, value) in request.JsonIfAny()?.At.MustBeObject("clear_scroll").Properties() ?? [])
        {
            ids.AddRange(name == "scroll_id" ? value.OneOrMany().Select(id => id.Text())
                : throw Failures.IllegalArgument($"Unknown parameter [{name}] in request body or parameter is of the wrong type[{value.Describe()}] "));
        }

        if (ids.Count == 0)
        {
            throw Failures.Validation("no scroll ids specified");
        }

        if (ids is ["_all"])
        {
            ids = [.. open.Where(context => context.Value is Scroll).Select(context => context.Key)];
            ids.ForEach(id => Close(id));
            return Freed(200, ids.Count);
        }

        var freed = ids.Count(Close);
        return Freed(freed > 0 ? 200 : 404, freed);
    }

    RestResponse OpenPit(Node node, RestRequest request)
    {
        var keepAlive = request.Query.GetValueOrDefault("keep_alive") ?? throw Failures.Validation("keep_alive is not specified");
        if (request.HasBody)
        {
            foreach (var (name, value) in request.Json().At.MustBeObject("open_point_in_time").Properties())
            {
                throw name == "index_filter" ? value.Unsupported("[index_filter]") : Failures.XContentParse($"[open_point_in_time] unknown field [{name}]", value.NameLocation);
            }
        }

        var expiry = Expiry(TimeValue.Parse(keepAlive, "keep_alive"));
        var targets = SearchTargets.Open(node.View, request.Path["index"], ResolveOptions.Of(request));
        var id = Add(new PointInTime(targets, expiry));
        return RestResponse.Object(200, json =>
        {
            json.WriteString("id", id);
            SearchAnswer.WriteShards(json, targets.ShardCount, []);
        });
    }

    RestResponse ClosePit(RestRequest request)
    {
        string? id = null;
        foreach (var (name, value) in request.Json().At.MustBeObject("close_point_in_time").Properties())
        {
            id = name == "id" ? value.Text() : throw Failures.IllegalArgument($"Unknown parameter [{name}] in request body or parameter is of the wrong type[{value.Describe()}] ");
        }

        var closed = Close(id ?? throw Failures.Validation("id is empty"));
        return Freed(closed ? 200 : 404, closed ? 1 : 0);
    }

    static RestResponse Freed(int status, int count) => RestResponse.Object(status, json =>
    {
        json.WriteBoolean("succeeded", true);
        json.WriteNumber("num_freed", count);
    });

    static void CheckWindow(SearchRequest search, SearchTargets targets)
    {
        foreach (var target in targets.Targets)
        {
            if (search.Size > target.Index.Settings.MaxResultWindow)
            {
                throw new SearchPhaseException([(target.Index.Name, Failures.IllegalArgument(
                    $"Batch size is too large, size must be less than or equal to: [{target.Index.Settings.MaxResultWindow}] but was [{search.Size}]. Scroll batch sizes cost as much memory as result windows "
                    + "so they are controlled by the [index.max_result_window] index level setting."))]);
            }
        }
    }

    T Use<T>(string id, TimeSpan? keepAlive)
        where T : Context
    {
        if (open.GetValueOrDefault(id) is not T context || context.Expires < time.GetUtcNow())
        {
            throw new SearchPhaseException([("", new ElasticsearchException(404, "search_context_missing_exception", $"No search context found for id [{id}]"))]);
        }

        if (keepAlive is { } longer)
        {
            context.Expires = Expiry(longer);
        }

        return context;
    }

    string Add(Context context)
    {
        if (open.Count >= MaxOpen)
        {
            context.Targets.Dispose();
            throw new ElasticsearchException(429, "too_many_scroll_contexts_exception",
                $"Trying to create too many scroll contexts. Must be less than or equal to: [{MaxOpen}]. This limit can be set by changing the [search.max_open_scroll_context] setting.");
        }

        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(33)).Replace('+', '-').Replace('/', '_');
        open[id] = context;
        return id;
    }

    bool Close(string id)
    {
        if (!open.TryRemove(id, out var context))
        {
            return false;
        }

        // A page that is being written keeps Lucene's readers by itself until it is done.
        lock (context)
        {
            context.Targets.Dispose();
        }

        return true;
    }

    void Reap()
    {
        var now = time.GetUtcNow();
        foreach (var (id, _) in open.Where(context => context.Value.Expires < now))
        {
            Close(id);
        }
    }

    DateTimeOffset Expiry(TimeSpan keepAlive) => keepAlive <= MaxKeepAlive
        ? time.GetUtcNow() + keepAlive
        : throw Failures.IllegalArgument($"Keep alive for request ({keepAlive.TotalHours}h) is too large. It must be less than (1d). This limit can be set by changing the [search.max_keep_alive] cluster level setting.");

    abstract class Context(SearchTargets targets, DateTimeOffset expires)
    {
        public SearchTargets Targets { get; } = targets;

        public DateTimeOffset Expires { get; set; } = expires;
    }

    sealed class PointInTime(SearchTargets targets, DateTimeOffset expires) : Context(targets, expires);

    sealed class Scroll(SearchTargets targets, DateTimeOffset expires, SearchRequest search, SearchOutcome outcome) : Context(targets, expires)
    {
        int position;

        public RestResponse Page(string id, long took, bool totalAsInt)
        {
            lock (this)
            {
                var shown = outcome.Hits.Skip(position).Take(search.Size).ToList();
                position += shown.Count;
                return RestResponse.Object(200, (Utf8JsonWriter json) =>
                {
                    json.WriteString("_scroll_id", id);
                    SearchAnswer.WriteFields(json, search with { TotalAsInt = totalAsInt }, outcome, shown, took, Targets.ShardCount);
                });
            }
        }
    }
}
