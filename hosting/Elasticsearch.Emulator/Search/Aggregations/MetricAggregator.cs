using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Index;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>avg, min, max, sum and stats: all keep the same five numbers.</summary>
internal sealed class MetricAggregator(AggregationDefinition definition, string type, ValuesSource source) : Aggregator(definition)
{
    readonly PerBucket<Numbers> buckets = new(() => Numbers.None);
    long[] values = [];

    public override string TypeName => type;

    public static Func<AggregationDefinition, Aggregator> Parse(string type, JsonAt at)
    {
        var body = new AggregationBody(type, at);
        var field = body.Field();
        var missing = body.Take("missing");
        body.Done();
        return definition => new MetricAggregator(definition, type, new(field, missing));
    }

    public override void SetShard(ShardContext shard) => source.SetShard(shard, numbersOnly: true, type);

    public override void SetSegment(AtomicReaderContext context) => source.SetSegment(context);

    public override void Collect(int doc, int bucket)
    {
        var count = source.ReadNumbers(doc, ref values);
        if (count == 0)
        {
            return;
        }

        var numbers = buckets[bucket];
        for (var i = 0; i < count; i++)
        {
            numbers = numbers.With(source.Current!.ToDouble(values[i]));
        }

        buckets[bucket] = numbers;
    }

    public override double Metric(int bucket, string? name)
    {
        var numbers = buckets[bucket];
        return (name ?? (type == "stats" ? throw Failures.IllegalArgument($"Invalid aggregation order path [{Name}]. When ordering on a multi-value metrics aggregation a metric name must be specified.") : type)) switch
        {
            "avg" => numbers.Average,
            "value" => Metric(bucket, null),
            "min" => numbers.Min,
            "max" => numbers.Max,
            "sum" => numbers.Sum,
            "count" => numbers.Count,
            var other => throw Failures.IllegalArgument($"Unknown value key [{other}] for multi-value metrics aggregation [{Name}]"),
        };
    }

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys)
    {
        var numbers = buckets[bucket];
        if (type != "stats")
        {
            WriteOne(json, "value", Metric(bucket, null), numbers, always: type == "sum");
            return;
        }

        json.WriteNumber("count", numbers.Count);
        WriteOne(json, "min", numbers.Min, numbers);
        WriteOne(json, "max", numbers.Max, numbers);
        WriteOne(json, "avg", numbers.Average, numbers);
        WriteOne(json, "sum", numbers.Sum, numbers, always: true);
    }

    void WriteOne(Utf8JsonWriter json, string name, double value, Numbers numbers, bool always = false)
    {
        if (numbers.Count == 0 && !always)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteFraction(name, value);
        if (source.Mapper is DateFieldMapper date && numbers.Count > 0)
        {
            json.WriteString(name + "_as_string", date.Formats.Write((long)value));
        }
    }

    /// <summary>The sum carries what rounding lost (Kahan), as Elasticsearch's does.</summary>
    readonly record struct Numbers(long Count, double Sum, double Lost, double Min, double Max)
    {
        public static Numbers None { get; } = new(0, 0, 0, double.PositiveInfinity, double.NegativeInfinity);

        public double Average => Sum / Count;

        public Numbers With(double value)
        {
            var corrected = value - Lost;
            var sum = Sum + corrected;
            return new(Count + 1, sum, sum - Sum - corrected, Math.Min(Min, value), Math.Max(Max, value));
        }
    }
}
