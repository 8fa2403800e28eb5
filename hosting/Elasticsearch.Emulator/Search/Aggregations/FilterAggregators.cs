using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Search.Queries;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>Buckets that are described by queries, or by nothing at all: filter, filters, missing and global.</summary>
internal static class FilterAggregators
{
    public static Func<AggregationDefinition, Aggregator> ParseFilter(JsonAt at)
    {
        var query = QueryParser.Parse(at, new());
        return definition => new SingleFilterAggregator(definition, query);
    }

    public static Func<AggregationDefinition, Aggregator> ParseFilters(JsonAt at)
    {
        var body = new AggregationBody("filters", at);
        var filters = body.Required("filters");
        var keyed = filters.IsObject && (body.Take("keyed")?.Bool() ?? true);
        var queries = filters.IsObject
            ? filters.Properties().Select(f => (Key: (string?)f.Name, Query: QueryParser.Parse(f.Value, new()))).ToList()
            : [.. filters.Items().Select(f => (Key: (string?)null, Query: QueryParser.Parse(f, new())))];
        var otherKey = body.Take("other_bucket_key")?.Text();
        var other = body.Take("other_bucket")?.Bool() ?? otherKey is not null;
        body.Done();
        return definition => new FiltersAggregator(definition, queries, other ? otherKey ?? "_other_" : null, keyed);
    }

    public static Func<AggregationDefinition, Aggregator> ParseMissing(JsonAt at)
    {
        var body = new AggregationBody("missing", at);
        var field = body.Field();
        body.Done("missing");
        return definition => new MissingAggregator(definition, new(field, null));
    }

    public static Func<AggregationDefinition, Aggregator> ParseGlobal(JsonAt at)
    {
        new AggregationBody("global", at).Done();
        return definition => new GlobalAggregator(definition);
    }
}

/// <summary>One bucket for each bucket around it.</summary>
internal abstract class SingleBucketAggregator(AggregationDefinition definition) : Aggregator(definition)
{
    readonly PerBucket<long> counts = new(() => 0);

    public override double Metric(int bucket, string? name) => counts[bucket];

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys)
    {
        json.WriteNumber("doc_count", counts[bucket]);
        WriteChildren(json, bucket, typedKeys);
    }

    protected void Take(int doc, int bucket)
    {
        counts[bucket]++;
        CollectChildren(doc, bucket);
    }
}

internal sealed class SingleFilterAggregator(AggregationDefinition definition, QueryFactory query) : SingleBucketAggregator(definition)
{
    Filter? filter;
    IBits? passing;

    public override string TypeName => "filter";

    public override void SetShard(ShardContext shard)
    {
        filter = new QueryWrapperFilter(query(shard));
        base.SetShard(shard);
    }

    public override void SetSegment(AtomicReaderContext context)
    {
        passing = DocBits.Of(filter, context).Bits;
        base.SetSegment(context);
    }

    public override void Collect(int doc, int bucket)
    {
        if (passing?.Get(doc) == true)
        {
            Take(doc, bucket);
        }
    }
}

internal sealed class MissingAggregator(AggregationDefinition definition, ValuesSource source) : SingleBucketAggregator(definition)
{
    public override string TypeName => "missing";

    public override void SetShard(ShardContext shard)
    {
        source.SetShard(shard, numbersOnly: false, TypeName);
        base.SetShard(shard);
    }

    public override void SetSegment(AtomicReaderContext context)
    {
        source.SetSegment(context);
        base.SetSegment(context);
    }

    public override void Collect(int doc, int bucket)
    {
        if (!source.HasValue(doc))
        {
            Take(doc, bucket);
        }
    }
}

/// <summary>All documents of the searched indices, whatever the query says.</summary>
internal sealed class GlobalAggregator(AggregationDefinition definition) : SingleBucketAggregator(definition)
{
    public override string TypeName => "global";

    public override void SetSegment(AtomicReaderContext context)
    {
    }

    public override void Collect(int doc, int bucket)
    {
    }

    public override void CollectGlobally(IndexSearcher searcher) => searcher.Search(new MatchAllDocsQuery(), new Everything(this));

    sealed class Everything(GlobalAggregator owner) : ICollector
    {
        public bool AcceptsDocsOutOfOrder => false;

        public void SetScorer(Scorer scorer)
        {
        }

        public void SetNextReader(AtomicReaderContext context)
        {
            foreach (var child in owner.Children)
            {
                child.SetSegment(context);
            }
        }

        public void Collect(int doc) => owner.Take(doc, 0);
    }
}

internal sealed class FiltersAggregator(AggregationDefinition definition, IReadOnlyList<(string? Key, QueryFactory Query)> filters, string? otherKey, bool keyed) : Aggregator(definition)
{
    readonly PerBucket<long> counts = new(() => 0);
    Filter[] shardFilters = [];
    IBits?[] passing = [];

    public override string TypeName => "filters";

    int Width => filters.Count + 1;

    public override void SetShard(ShardContext shard)
    {
        shardFilters = [.. filters.Select(filter => new QueryWrapperFilter(filter.Query(shard)))];
        base.SetShard(shard);
    }

    public override void SetSegment(AtomicReaderContext context)
    {
        passing = [.. shardFilters.Select(filter => DocBits.Of(filter, context).Bits)];
        base.SetSegment(context);
    }

    public override void Collect(int doc, int bucket)
    {
        var any = false;
        for (var i = 0; i < passing.Length; i++)
        {
            if (passing[i]?.Get(doc) == true)
            {
                any = true;
                Take(doc, (bucket * Width) + i);
            }
        }

        if (!any && otherKey is not null)
        {
            Take(doc, (bucket * Width) + filters.Count);
        }
    }

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys)
    {
        json.WritePropertyName("buckets");
        if (keyed)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }

        var keys = filters.Select(filter => filter.Key).ToList();
        if (otherKey is not null)
        {
            keys.Add(otherKey);
        }

        for (var i = 0; i < keys.Count; i++)
        {
            if (keyed)
            {
                json.WritePropertyName(keys[i]!);
            }

            json.WriteStartObject();
            json.WriteNumber("doc_count", counts[(bucket * Width) + i]);
            WriteChildren(json, (bucket * Width) + i, typedKeys);
            json.WriteEndObject();
        }

        if (keyed)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    void Take(int doc, int bucket)
    {
        counts[bucket]++;
        CollectChildren(doc, bucket);
    }
}
