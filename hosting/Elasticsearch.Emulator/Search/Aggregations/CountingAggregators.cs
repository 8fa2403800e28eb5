using System.Text.Json;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Index;

namespace Elasticsearch.Emulator.Search.Aggregations;

internal sealed class ValueCountAggregator(AggregationDefinition definition, ValuesSource source) : Aggregator(definition)
{
    readonly PerBucket<long> buckets = new(() => 0);
    long[] values = [];

    public override string TypeName => "value_count";

    public static Func<AggregationDefinition, Aggregator> Parse(JsonAt at)
    {
        var body = new AggregationBody("value_count", at);
        var field = body.Field();
        body.Done("missing");
        return definition => new ValueCountAggregator(definition, new(field, null));
    }

    public override void SetShard(ShardContext shard) => source.SetShard(shard, numbersOnly: false, TypeName);

    public override void SetSegment(AtomicReaderContext context) => source.SetSegment(context);

    public override void Collect(int doc, int bucket) =>
        buckets[bucket] += source.IsText ? source.ReadOrdinals(doc, ref values) : source.ReadNumbers(doc, ref values);

    public override double Metric(int bucket, string? name) => buckets[bucket];

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys) => json.WriteNumber("value", buckets[bucket]);
}

/// <summary>Counts different values, exactly; Elasticsearch estimates large counts.</summary>
internal sealed class CardinalityAggregator(AggregationDefinition definition, ValuesSource source) : Aggregator(definition)
{
    readonly PerBucket<HashSet<object>?> buckets = new(() => null);
    long[] values = [];

    public override string TypeName => "cardinality";

    public static Func<AggregationDefinition, Aggregator> Parse(JsonAt at)
    {
        var body = new AggregationBody("cardinality", at);
        var field = body.Field();
        _ = body.Take("precision_threshold")?.Int();
        _ = body.Take("execution_hint")?.Text();
        body.Done("missing", "rehash");
        return definition => new CardinalityAggregator(definition, new(field, null));
    }

    public override void SetShard(ShardContext shard) => source.SetShard(shard, numbersOnly: false, TypeName);

    public override void SetSegment(AtomicReaderContext context) => source.SetSegment(context);

    public override void Collect(int doc, int bucket)
    {
        var seen = buckets[bucket];
        if (seen is null)
        {
            buckets[bucket] = seen = [];
        }

        if (source.IsText)
        {
            var texts = source.ReadOrdinals(doc, ref values);
            for (var i = 0; i < texts; i++)
            {
                seen.Add(source.TextOf(values[i]));
            }

            return;
        }

        var count = source.ReadNumbers(doc, ref values);
        for (var i = 0; i < count; i++)
        {
            seen.Add(values[i]);
        }
    }

    public override double Metric(int bucket, string? name) => buckets[bucket]?.Count ?? 0;

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys) => json.WriteNumber("value", buckets[bucket]?.Count ?? 0);
}
