using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Index;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>One bucket an interval, empty ones in between included.</summary>
internal sealed class HistogramAggregator(AggregationDefinition definition, ValuesSource source, HistogramSteps steps, HistogramAggregator.Options options) : Aggregator(definition)
{
    const int MaxBuckets = 65_536;

    readonly Dictionary<(int Owner, double Key), int> byKey = [];
    readonly List<(double Key, long Count)> buckets = [];
    readonly PerBucket<List<int>?> ofOwner = new(() => null);
    long[] values = [];

    internal sealed record Options(bool IsDate, long MinDocCount, IReadOnlyList<BucketOrder> Order, bool Keyed, (double Min, double Max)? Bounds, DateFormats? Format);

    public override string TypeName => options.IsDate ? "date_histogram" : "histogram";

    public static Func<AggregationDefinition, Aggregator> Parse(JsonAt at)
    {
        var body = new AggregationBody("histogram", at);
        var field = body.Field();
        var missing = body.Take("missing");
        var interval = body.Required("interval").Double();
        if (interval <= 0)
        {
            throw Failures.IllegalArgument($"[interval] must be >0 for histogram aggregation");
        }

        var steps = new FixedSteps(interval, body.Take("offset")?.Double() ?? 0);
        var bounds = body.Take("extended_bounds") is { } b ? (b.Find("min")?.Double() ?? double.NaN, b.Find("max")?.Double() ?? double.NaN) : ((double, double)?)null;
        var options = Common(body, false, bounds, null);
        body.Done("hard_bounds");
        return definition => new HistogramAggregator(definition, new(field, missing), steps, options);
    }

    public static Func<AggregationDefinition, Aggregator> ParseDates(JsonAt at)
    {
        var body = new AggregationBody("date_histogram", at);
        var field = body.Field();
        var zone = body.Take("time_zone") is { } z ? TimeZones.Find(z.Text()) : TimeZoneInfo.Utc;
        var calendar = body.Take("calendar_interval");
        var fixedOne = body.Take("fixed_interval");
        if (calendar is null == fixedOne is null)
        {
            throw Failures.IllegalArgument("Invalid interval specified, must be exactly one of [calendar_interval] and [fixed_interval]");
        }

        var steps = HistogramSteps.Dates(calendar, fixedOne, zone);
        var format = body.Take("format") is { } f ? DateFormats.Parse(f.Text(), f.Path) : DateFormats.Default;
        var options = Common(body, true, null, format);
        body.Done("missing", "offset", "extended_bounds", "hard_bounds");
        return definition => new HistogramAggregator(definition, new(field, null), steps, options);
    }

    static Options Common(AggregationBody body, bool isDate, (double, double)? bounds, DateFormats? format) => new(
        isDate, body.Take("min_doc_count")?.Int() ?? 0, body.Take("order") is { } order ? BucketOrder.Parse(order) : [new("_key", false)],
        body.Take("keyed")?.Bool() ?? false, bounds, format);

    public override void SetShard(ShardContext shard)
    {
        source.SetShard(shard, numbersOnly: true, TypeName);
        if (options.IsDate && source.Current is not (null or DateFieldMapper))
        {
            throw Failures.IllegalArgument($"Field [{source.Field}] of type [{source.Current.Type}] is not supported for aggregation [date_histogram]");
        }

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
        var previous = double.NaN;
        for (var i = 0; i < count; i++)
        {
            var key = steps.Start(source.Current!.ToDouble(values[i]));
            if (key == previous)
            {
                continue;
            }

            previous = key;
            var ordinal = Of(bucket, key);
            buckets[ordinal] = (key, buckets[ordinal].Count + 1);
            CollectChildren(doc, ordinal);
        }
    }

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys)
    {
        if (options.MinDocCount == 0)
        {
            FillGaps(bucket);
        }

        var all = (ofOwner[bucket] ?? []).Select(o => new Bucket(buckets[o].Key, null, o, buckets[o].Count)).Where(b => b.Count >= options.MinDocCount).ToList();
        all.Sort(BucketOrder.Comparison(options.Order, Children));
        json.WritePropertyName("buckets");
        if (options.Keyed)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }

        foreach (var one in all)
        {
            var key = (double)one.Key;
            if (options.Keyed)
            {
                json.WritePropertyName(options.IsDate ? options.Format!.Write((long)key) : JsonNumbers.Text(key));
            }

            json.WriteStartObject();
            if (options.IsDate)
            {
                json.WriteString("key_as_string", options.Format!.Write((long)key));
                json.WriteNumber("key", (long)key);
            }
            else
            {
                json.WriteFraction("key", key);
            }

            json.WriteNumber("doc_count", one.Count);
            WriteChildren(json, one.Ordinal, typedKeys);
            json.WriteEndObject();
        }

        if (options.Keyed)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    void FillGaps(int owner)
    {
        var keys = (ofOwner[owner] ?? []).Select(o => buckets[o].Key).ToList();
        if (options.Bounds is { } bounds)
        {
            keys.AddRange(new[] { bounds.Min, bounds.Max }.Where(double.IsFinite).Select(steps.Start));
        }

        if (keys.Count == 0)
        {
            return;
        }

        var (first, last) = (keys.Min(), keys.Max());
        var filled = 0;
        for (var key = first; key <= last; key = steps.Next(key))
        {
            if (++filled > MaxBuckets)
            {
                throw new ElasticsearchException(400, "too_many_buckets_exception",
                    $"Trying to create too many buckets. Must be less than or equal to: [{MaxBuckets}] but this number of buckets was exceeded. This limit can be set by changing the [search.max_buckets] cluster level setting.");
            }

            Of(owner, key);
        }
    }

    int Of(int owner, double key)
    {
        if (!byKey.TryGetValue((owner, key), out var ordinal))
        {
            byKey[(owner, key)] = ordinal = buckets.Count;
            buckets.Add((key, 0));
            (ofOwner[owner] ??= []).Add(ordinal);
        }

        return ordinal;
    }
}

/// <summary>Where intervals begin.</summary>
internal abstract class HistogramSteps
{
    public abstract double Start(double value);

    public abstract double Next(double start);

    public static HistogramSteps Dates(JsonAt? calendar, JsonAt? fixedOne, TimeZoneInfo zone)
    {
        if (fixedOne is { } f)
        {
            var span = TimeValue.Parse(f.Text(), "fixed_interval");
            return span > TimeSpan.Zero ? new FixedSteps(span.TotalMilliseconds, -zone.GetUtcOffset(DateTime.UnixEpoch).TotalMilliseconds)
                : throw Failures.IllegalArgument("[fixed_interval] must be greater than zero");
        }

        var unit = calendar!.Value.Text() switch
        {
            "minute" or "1m" => 'm',
            "hour" or "1h" => 'h',
            "day" or "1d" => 'd',
            "week" or "1w" => 'w',
            "month" or "1M" => 'M',
            "year" or "1y" => 'y',
            "quarter" or "1q" => throw calendar.Value.Unsupported("the calendar interval [quarter]"),
            var other => throw Failures.IllegalArgument($"The supplied interval [{other}] could not be parsed as a calendar interval."),
        };
        return new CalendarSteps(unit, zone);
    }
}

internal sealed class FixedSteps(double interval, double offset) : HistogramSteps
{
    public override double Start(double value) => (Math.Floor((value - offset) / interval) * interval) + offset;

    // From the start of an interval, counted in whole steps, so that fractions do not add up to a drift.
    public override double Next(double start) => ((Math.Round((start - offset) / interval) + 1) * interval) + offset;
}

internal sealed class CalendarSteps(char unit, TimeZoneInfo zone) : HistogramSteps
{
    public override double Start(double value) => DateMath.Apply($"/{unit}", (long)value, false, zone, "date_histogram");

    public override double Next(double start) => DateMath.Apply($"+1{unit}", (long)start, false, zone, "date_histogram");
}
