using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Search.Aggregations;
using Elasticsearch.Emulator.Search.Highlighting;
using Elasticsearch.Emulator.Search.Queries;
using Elasticsearch.Emulator.Search.Sorting;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search;

/// <summary>Writes what a search found; fetches the sources of the hits that are shown.</summary>
internal static class SearchAnswer
{
    public static void WriteFields(Utf8JsonWriter json, SearchRequest request, SearchOutcome outcome, IReadOnlyList<Hit> shown, long tookMilliseconds, int shardCount)
    {
        json.WriteNumber("took", tookMilliseconds);
        json.WriteBoolean("timed_out", outcome.TimedOut);
        WriteShards(json, shardCount, outcome.Failures);
        json.WriteStartObject("hits");
        WriteTotal(json, request, outcome.Total);
        WriteScore(json, "max_score", outcome.MaxScore);
        json.WriteStartArray("hits");
        var fetch = new HitWriter(json, request, outcome);
        foreach (var hit in shown)
        {
            fetch.Write(hit);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (outcome.Aggregations.Count > 0)
        {
            json.WriteStartObject("aggregations");
            Aggregator.Write(json, outcome.Aggregations, 0, request.TypedKeys);
            json.WriteEndObject();
        }
    }

    public static void WriteShards(Utf8JsonWriter json, int total, IReadOnlyList<(string Index, ElasticsearchException Failure)> failures)
    {
        json.WriteStartObject("_shards");
        json.WriteNumber("total", total);
        json.WriteNumber("successful", total - failures.Count);
        json.WriteNumber("skipped", 0);
        json.WriteNumber("failed", failures.Count);
        if (failures.Count > 0)
        {
            SearchPhaseException.WriteFailedShards(json, "failures", failures);
        }

        json.WriteEndObject();
    }

    static void WriteTotal(Utf8JsonWriter json, SearchRequest request, long total)
    {
        if (request.TrackTotalHits == 0)
        {
            if (request.TotalAsInt)
            {
                json.WriteNumber("total", -1);
            }

            return;
        }

        if (request.TotalAsInt)
        {
            json.WriteNumber("total", total);
            return;
        }

        json.WriteStartObject("total");
        json.WriteNumber("value", Math.Min(total, request.TrackTotalHits));
        json.WriteString("relation", total > request.TrackTotalHits ? "gte" : "eq");
        json.WriteEndObject();
    }

    public static void WriteScore(Utf8JsonWriter json, string name, float score)
    {
        json.WritePropertyName(name);
        if (float.IsNaN(score))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteFractionValue(score);
        }
    }
}

/// <summary>Writes one hit after another.</summary>
internal sealed class HitWriter(Utf8JsonWriter json, SearchRequest request, SearchOutcome outcome)
{
    readonly Dictionary<(int Shard, string Name), Weight> named = [];
    readonly Dictionary<(int Shard, QueryFactory Query), Query> highlighted = [];

    public void Write(Hit hit)
    {
        var shard = outcome.Shards[hit.Shard]!;
        var leaves = shard.Snapshot.Reader.Leaves;
        var leaf = leaves[ReaderUtil.SubIndex(hit.Doc, leaves)];
        var stored = StoredFields.Read(shard.Snapshot.Reader, hit.Doc);
        json.WriteStartObject();
        json.WriteString("_index", shard.Index.Name);
        json.WriteString("_id", stored.Id);
        WriteVersions(leaf, hit.Doc - leaf.DocBase);
        SearchAnswer.WriteScore(json, "_score", hit.Score);
        if (stored.Routing is not null)
        {
            json.WriteString("_routing", stored.Routing);
        }

        if (request.Source.Enabled)
        {
            json.WritePropertyName("_source");
            request.Source.Write(json, stored.Source);
        }

        if (request.Highlight is { } highlight)
        {
            WriteHighlight(highlight, hit.Shard, stored.Source);
        }

        if (hit.Sort is { } sort)
        {
            json.WriteStartArray("sort");
            for (var i = 0; i < sort.Length; i++)
            {
                SortValues.Write(json, request.Sort[i], shard.Field(request.Sort[i].Field), sort[i]);
            }

            json.WriteEndArray();
        }

        WriteMatchedQueries(shard, hit, leaf);
        json.WriteEndObject();
    }

    void WriteVersions(AtomicReaderContext leaf, int doc)
    {
        if (!request.Version && !request.SeqNo)
        {
            return;
        }

        var version = DocumentLookup.VersionOf(leaf.AtomicReader, doc);
        if (request.Version)
        {
            json.WriteNumber("_version", version.Version);
        }

        if (request.SeqNo)
        {
            json.WriteNumber("_seq_no", version.SeqNo);
            json.WriteNumber("_primary_term", version.PrimaryTerm);
        }
    }

    void WriteHighlight(HighlightRequest highlight, int number, byte[] source)
    {
        var shard = outcome.Shards[number]!;
        var body = JsonBody.Parse(source).Root;
        var open = false;
        foreach (var (pattern, options) in highlight.Fields)
        {
            foreach (var path in shard.Mapping.Expand(pattern))
            {
                if (Highlighter.Field(shard, path, options, QueryOf(options, number), body) is not { } fragments)
                {
                    continue;
                }

                if (!open)
                {
                    json.WriteStartObject("highlight");
                    open = true;
                }

                json.WriteStartArray(path);
                fragments.ForEach(json.WriteStringValue);
                json.WriteEndArray();
            }
        }

        if (open)
        {
            json.WriteEndObject();
        }
    }

    /// <summary>What to mark: the highlight_query, made once an index, or what was searched for.</summary>
    Query QueryOf(HighlightOptions options, int number)
    {
        if (options.Query is not { } own)
        {
            return outcome.Queries[number]!;
        }

        if (!highlighted.TryGetValue((number, own), out var query))
        {
            highlighted[(number, own)] = query = own(outcome.Shards[number]!);
        }

        return query;
    }

    void WriteMatchedQueries(ShardContext shard, Hit hit, AtomicReaderContext leaf)
    {
        if (request.Parsing.Named.Count == 0)
        {
            return;
        }

        var matched = request.Parsing.Named.Where(query => Matches(query.Name, query.Query, shard, hit, leaf)).Select(query => query.Name).ToList();
        if (matched.Count == 0)
        {
            return;
        }

        json.WriteStartArray("matched_queries");
        matched.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    bool Matches(string name, Queries.QueryFactory query, ShardContext shard, Hit hit, AtomicReaderContext leaf)
    {
        if (!named.TryGetValue((hit.Shard, name), out var weight))
        {
            named[(hit.Shard, name)] = weight = shard.Snapshot.Searcher.CreateNormalizedWeight(query(shard));
        }

        var doc = hit.Doc - leaf.DocBase;
        return weight.GetScorer(leaf, leaf.AtomicReader.LiveDocs)?.Advance(doc) == doc;
    }
}
