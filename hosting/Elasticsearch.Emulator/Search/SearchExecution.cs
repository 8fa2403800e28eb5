using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Search.Aggregations;
using Elasticsearch.Emulator.Search.Queries;
using Elasticsearch.Emulator.Search.Sorting;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search;

/// <summary>One index to search, held at one moment.</summary>
internal sealed record SearchTarget(IndexService Index, Snapshot Snapshot, IReadOnlyList<QueryFactory> Filters);

/// <param name="Sort">Null when sorted by score alone.</param>
internal sealed record Hit(int Shard, int Doc, float Score, object?[]? Sort);

/// <summary>What a search found, before anything is fetched.</summary>
internal sealed record SearchOutcome(
    IReadOnlyList<ShardContext?> Shards, IReadOnlyList<Query?> Queries, long Total, float MaxScore, List<Hit> Hits, IReadOnlyList<Aggregator> Aggregations,
    IReadOnlyList<(string Index, ElasticsearchException Failure)> Failures, bool TimedOut);

/// <summary>Runs a search over its indices and merges what they say.</summary>
internal static class SearchExecution
{
    /// <param name="wanted">How many hits to keep, counted from the first.</param>
    /// <exception cref="SearchPhaseException">Every index failed.</exception>
    public static SearchOutcome Run(SearchRequest request, IReadOnlyList<SearchTarget> targets, int wanted, long now)
    {
        var shards = new ShardContext?[targets.Count];
        var queries = new Query?[targets.Count];
        var hits = new List<Hit>();
        var failures = new List<(string, ElasticsearchException)>();
        var aggregations = request.Aggregations.Select(definition => definition.Create()).ToList();
        long total = 0;
        var maxScore = float.NaN;
        var deadline = new SearchDeadline(request.Timeout);
        for (var i = 0; i < targets.Count; i++)
        {
            try
            {
                var shard = new ShardContext(targets[i].Index, targets[i].Snapshot, targets[i].Index.Mapping, now);
                if (wanted != int.MaxValue && wanted > shard.Index.Settings.MaxResultWindow)
                {
                    throw Failures.IllegalArgument(
                        $"Result window is too large, from + size must be less than or equal to: [{shard.Index.Settings.MaxResultWindow}] but was [{wanted}]. "
                        + "See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the [index.max_result_window] index level setting.");
                }

                var query = Limit(request.Query?.Invoke(shard) ?? new MatchAllDocsQuery(), targets[i].Filters, shard);
                aggregations.ForEach(aggregation => aggregation.SetShard(shard));
                var found = Collect(request, shard, i, query, aggregations, wanted, hits, deadline);
                aggregations.ForEach(aggregation => aggregation.CollectGlobally(shard.Snapshot.Searcher));
                (shards[i], queries[i]) = (shard, query);
                total += found.Total;
                maxScore = float.IsNaN(maxScore) ? found.MaxScore : Math.Max(maxScore, float.IsNaN(found.MaxScore) ? maxScore : found.MaxScore);
            }
            catch (ElasticsearchException e) when (e.Status == 400)
            {
                failures.Add((targets[i].Index.Name, e));
            }
        }

        if (failures.Count > 0 && failures.Count == targets.Count)
        {
            throw new SearchPhaseException(failures);
        }

        if (!request.AllowPartial && (failures.Count > 0 || deadline.Passed))
        {
            throw failures.Count > 0 ? new SearchPhaseException(failures, "Partial shards failure")
                : new SearchPhaseException([(targets[0].Index.Name, new ElasticsearchException(504, "search_timeout_exception", "Time exceeded"))], "Partial shards failure");
        }

        hits.Sort((a, b) => Compare(request.Sort, a, b));
        if (hits.Count > wanted)
        {
            hits.RemoveRange(wanted, hits.Count - wanted);
        }

        return new(shards, queries, total, maxScore, hits, aggregations, failures, deadline.Passed);
    }

    static Query Limit(Query query, IReadOnlyList<QueryFactory> filters, ShardContext shard)
    {
        if (filters.Count == 0)
        {
            return query;
        }

        return new BooleanQuery(true)
        {
            { query, Occur.MUST },
            { LuceneQueries.AnyOf(filters.Select(filter => filter(shard))).AsFilter(), Occur.MUST },
        };
    }

    static (long Total, float MaxScore) Collect(SearchRequest request, ShardContext shard, int number, Query query, List<Aggregator> aggregations, int wanted, List<Hit> hits, SearchDeadline deadline)
    {
        var searcher = shard.Snapshot.Searcher;
        var keep = Math.Min(wanted, Math.Max(1, shard.Snapshot.Reader.MaxDoc));
        var scoring = request.Sort.Count == 0 || request.Sort is [{ Field: SortSpecification.Score, Descending: true }] && request.SearchAfter is null;
        TopFieldCollector? fields = null;
        TopScoreDocCollector? scores = null;
        if (keep > 0 && scoring)
        {
            scores = TopScoreDocCollector.Create(keep, true);
        }
        else if (keep > 0)
        {
            var sort = SortFields.For(shard, number, request.Sort).Rewrite(searcher);
            var track = request.TrackScores || request.Sort.Any(s => s.Field == SortSpecification.Score);
            var after = request.SearchAfter is null ? null
                : new FieldDoc(int.MaxValue, float.NaN, SortFields.After(shard, request.Sort, request.SearchAfter)!);
            fields = after is null
                ? TopFieldCollector.Create(sort, keep, true, track, track, true)
                : TopFieldCollector.Create(sort, keep, after, true, track, track, true);
        }

        var postFilter = request.PostFilter?.Invoke(shard);
        var collector = new ShardCollector((ICollector?)scores ?? fields, aggregations, request.MinScore, postFilter is null ? null : new QueryWrapperFilter(postFilter), deadline);
        searcher.Search(query, collector);
        if (scores is not null)
        {
            var top = scores.GetTopDocs();
            hits.AddRange(top.ScoreDocs.Select(hit => new Hit(number, hit.Doc, hit.Score, request.Sort.Count == 0 ? null : [(J2N.Numerics.Single)hit.Score])));
            return (collector.Total, top.ScoreDocs.Length > 0 ? top.ScoreDocs[0].Score : float.NaN);
        }

        if (fields is not null)
        {
            var top = fields.GetTopDocs();
            hits.AddRange(top.ScoreDocs.Cast<FieldDoc>().Select(hit => new Hit(number, hit.Doc, hit.Score, Own(hit.Fields))));
            return (collector.Total, float.IsFinite(top.MaxScore) ? top.MaxScore : float.NaN);
        }

        return (collector.Total, float.NaN);
    }

    // Lucene reuses the bytes it compares with.
    static object?[] Own(object?[] fields) => [.. fields.Select(field => field is BytesRef bytes ? BytesRef.DeepCopyOf(bytes) : field)];

    static int Compare(IReadOnlyList<SortSpecification> sort, Hit a, Hit b)
    {
        var order = a.Sort is null || b.Sort is null ? b.Score.CompareTo(a.Score) : SortValues.Compare(sort, a.Sort, b.Sort);
        return order != 0 ? order : a.Shard != b.Shard ? a.Shard.CompareTo(b.Shard) : a.Doc.CompareTo(b.Doc);
    }
}

/// <summary>Hands each matching document to the hits and to the aggregations.</summary>
internal sealed class ShardCollector(ICollector? top, IReadOnlyList<Aggregator> aggregations, float? minScore, Filter? postFilter, SearchDeadline deadline) : ICollector
{
    Scorer? scorer;
    IBits? passing;
    bool nothingPasses;

    public long Total { get; private set; }

    public bool AcceptsDocsOutOfOrder => false;

    public void SetScorer(Scorer scorer)
    {
        this.scorer = minScore is null ? scorer : new ScoreCachingWrappingScorer(scorer);
        top?.SetScorer(this.scorer);
    }

    public void SetNextReader(AtomicReaderContext context)
    {
        top?.SetNextReader(context);
        foreach (var aggregation in aggregations)
        {
            aggregation.SetSegment(context);
        }

        (passing, nothingPasses) = DocBits.Of(postFilter, context);
    }

    public void Collect(int doc)
    {
        if (deadline.HasPassed())
        {
            return;
        }

        if (minScore is { } least && scorer!.GetScore() < least)
        {
            return;
        }

        foreach (var aggregation in aggregations)
        {
            aggregation.Collect(doc, 0);
        }

        if (nothingPasses || (passing is not null && !passing.Get(doc)))
        {
            return;
        }

        Total++;
        top?.Collect(doc);
    }
}

/// <summary>When a search is to stop collecting. The clock is read once in a while, as Elasticsearch does.</summary>
internal sealed class SearchDeadline(TimeSpan timeout)
{
    const int Every = 1024;

    readonly long started = System.Diagnostics.Stopwatch.GetTimestamp();
    int untilNext = Every;

    public bool Passed { get; private set; }

    public bool HasPassed()
    {
        if (timeout == Timeout.InfiniteTimeSpan || Passed || --untilNext > 0)
        {
            return Passed;
        }

        untilNext = Every;
        return Passed = System.Diagnostics.Stopwatch.GetElapsedTime(started) > timeout;
    }
}

/// <summary>The documents of a segment that a filter lets through.</summary>
internal static class DocBits
{
    public static (IBits? Bits, bool Nothing) Of(Filter? filter, AtomicReaderContext context)
    {
        if (filter is null)
        {
            return (null, false);
        }

        if (filter.GetDocIdSet(context, context.AtomicReader.LiveDocs)?.GetIterator() is not { } iterator)
        {
            return (null, true);
        }

        var bits = new FixedBitSet(context.AtomicReader.MaxDoc);
        bits.Or(iterator);
        return (bits, false);
    }
}
