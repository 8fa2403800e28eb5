using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Index;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>One bucket a range of numbers; a number on a border belongs to the upper range.</summary>
internal sealed class RangeAggregator(AggregationDefinition definition, ValuesSource source, IReadOnlyList<RangeAggregator.OneRange> ranges, bool keyed) : Aggregator(definition)
{
    readonly PerBucket<long> counts = new(() => 0);
    long[] values = [];

    public override string TypeName => "range";

    internal sealed record OneRange(string Key, double From, double To);

    public static Func<AggregationDefinition, Aggregator> Parse(JsonAt at)
    {
        var body = new AggregationBody("range", at);
        var field = body.Field();
        var missing = body.Take("missing");
        var keyed = body.Take("keyed")?.Bool() ?? false;
        var ranges = body.Required("ranges").Items().Select(One).OrderBy(range => range.From).ThenBy(range => range.To).ToList();
        body.Done();
        return ranges.Count == 0
            ? throw Failures.IllegalArgument("No [ranges] specified for the [range] aggregation")
            : definition => new RangeAggregator(definition, new(field, missing), ranges, keyed);
    }

    public override void SetShard(ShardContext shard)
    {
        source.SetShard(shard, numbersOnly: true, "range");
        base.SetShard(shard);
    }

    public override void SetSegment(AtomicReaderContext context)
    {
        source.SetSegment(context);
        base.SetSegment(context);
    }

    public override void Collect(int doc, int bucket)
    {
        var count = source.ReadNumbers(doc, ref values);
        for (var r = 0; r < ranges.Count && count > 0; r++)
        {
            for (var i = 0; i < count; i++)
            {
                var value = source.Current!.ToDouble(values[i]);
                if (value >= ranges[r].From && value < ranges[r].To)
                {
                    var ordinal = (bucket * ranges.Count) + r;
                    counts[ordinal]++;
                    CollectChildren(doc, ordinal);
                    break;
                }
            }
        }
    }

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys)
    {
        if (keyed)
        {
            json.WriteStartObject("buckets");
        }
        else
        {
            json.WriteStartArray("buckets");
        }

        for (var r = 0; r < ranges.Count; r++)
        {
            var (key, from, to) = ranges[r];
            if (keyed)
            {
                json.WriteStartObject(key);
            }
            else
            {
                json.WriteStartObject();
                json.WriteString("key", key);
            }

            if (double.IsFinite(from))
            {
                json.WriteFraction("from", from);
            }

            if (double.IsFinite(to))
            {
                json.WriteFraction("to", to);
            }

            var ordinal = (bucket * ranges.Count) + r;
            json.WriteNumber("doc_count", counts[ordinal]);
            WriteChildren(json, ordinal, typedKeys);
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

    static OneRange One(JsonAt at)
    {
        string? key = null;
        double from = double.NegativeInfinity, to = double.PositiveInfinity;
        foreach (var (name, value) in at.MustBeObject("ranges").Properties())
        {
            switch (name)
            {
                case "key": key = value.Text(); break;
                case "from": from = value.IsNull ? from : value.Double(); break;
                case "to": to = value.IsNull ? to : value.Double(); break;
                default: throw Failures.XContentParse($"[range] unknown field [{name}]", value.NameLocation);
            }
        }

        return new(key ?? $"{Shown(from)}-{Shown(to)}", from, to);
    }

    static string Shown(double bound) => double.IsFinite(bound) ? JsonNumbers.Text(bound) : "*";
}
