using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Index;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>One bucket a value.</summary>
internal sealed class TermsAggregator : Aggregator
{
    readonly ValuesSource source;
    readonly Options options;
    readonly List<(object Key, long Count)> buckets = [];
    readonly Dictionary<(int Owner, object Key), int> byKey = [];
    readonly PerBucket<List<int>?> ofOwner = new(() => null);
    readonly Dictionary<(int Owner, long Ordinal), int> bySegmentOrdinal = [];

    // With min_doc_count 0 the terms that no document of the result has are shown, too.
    readonly HashSet<object> everywhere = [];
    int[] ordinalsOfRoot = [];
    long[] values = [];
    long[] ordinals = [];

    TermsAggregator(AggregationDefinition definition, ValuesSource source, Options options)
        : base(definition)
    {
        this.source = source;
        this.options = options;
        BucketOrder.Check(options.Order, definition.Children);
    }

    public override string TypeName => source.Mapper switch
    {
        null => "umterms",
        KeywordFieldMapper => "sterms",
        FloatingFieldMapper => "dterms",
        _ => "lterms",
    };

    public static Func<AggregationDefinition, Aggregator> Parse(JsonAt at)
    {
        var body = new AggregationBody("terms", at);
        var field = body.Field();
        var missing = body.Take("missing");
        var size = body.Take("size")?.Int() ?? 10;
        if (size <= 0)
        {
            throw Failures.IllegalArgument($"[size] must be greater than 0. Found [{size}] in [terms]");
        }

        var minimum = body.Take("min_doc_count")?.Int() ?? 1;
        if (minimum < 0)
        {
            throw Failures.IllegalArgument($"[min_doc_count] must be greater than or equal to 0. Found [{minimum}] in [terms]");
        }

        var options = new Options(size, minimum,
            body.Take("order") is { } order ? BucketOrder.Parse(order) : [new("_count", true), new("_key", false)],
            IncludeExclude.Parse(body.Take("include"), body.Take("exclude")),
            body.Take("show_term_doc_count_error")?.Bool() ?? false);

        // With one shard, what a shard leaves out is left out of the answer.
        options = options with { MinDocCount = Math.Max(minimum, body.Take("shard_min_doc_count")?.Int() ?? 0) };

        // They tune how Elasticsearch gets there; here every count is exact.
        foreach (var tuning in new[] { "shard_size", "collect_mode", "execution_hint" })
        {
            _ = body.Take(tuning)?.Text();
        }

        body.Done();
        return definition => new TermsAggregator(definition, new(field, missing), options);
    }

    public override void SetShard(ShardContext shard)
    {
        source.SetShard(shard, numbersOnly: false, "terms");
        base.SetShard(shard);
    }

    public override void SetSegment(AtomicReaderContext context)
    {
        source.SetSegment(context);
        if (options.MinDocCount == 0)
        {
            everywhere.UnionWith(source.Keys(context.AtomicReader));
        }

        bySegmentOrdinal.Clear();
        ordinalsOfRoot = [];
        base.SetSegment(context);
    }

    public override void Collect(int doc, int bucket)
    {
        if (source.IsText)
        {
            var texts = source.ReadOrdinals(doc, ref ordinals);
            for (var i = 0; i < texts; i++)
            {
                Count(doc, OfOrdinal(bucket, ordinals[i]));
            }

            if (texts == 0 && source.MissingText is { } text)
            {
                Count(doc, Of(bucket, text));
            }

            return;
        }

        var count = source.ReadNumbers(doc, ref values);
        for (var i = 0; i < count; i++)
        {
            if (i == 0 || values[i] != values[i - 1])
            {
                Count(doc, Of(bucket, source.Current!.FromDocValue(values[i])));
            }
        }
    }

    public override void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys)
    {
        foreach (var key in everywhere)
        {
            Of(bucket, key);
        }

        var all = (ofOwner[bucket] ?? []).Select(ordinal => new Bucket(buckets[ordinal].Key, null, ordinal, buckets[ordinal].Count))
            .Where(b => b.Count >= options.MinDocCount).ToList();
        all.Sort(BucketOrder.Comparison(options.Order, Children));
        json.WriteNumber("doc_count_error_upper_bound", 0);
        json.WriteNumber("sum_other_doc_count", all.Skip(options.Size).Sum(b => b.Count));
        json.WriteStartArray("buckets");
        foreach (var one in all.Take(options.Size))
        {
            json.WriteStartObject();
            WriteKey(json, one.Key);
            json.WriteNumber("doc_count", one.Count);
            if (options.ShowError)
            {
                json.WriteNumber("doc_count_error_upper_bound", 0);
            }

            WriteChildren(json, one.Ordinal, typedKeys);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void WriteKey(Utf8JsonWriter json, object key)
    {
        switch (key)
        {
            case string text: json.WriteString("key", text); break;
            case double number: json.WriteFraction("key", number); break;
            case long number:
                json.WriteNumber("key", number);
                if (source.Mapper?.KeyAsText(number) is { } shown)
                {
                    json.WriteString("key_as_string", shown);
                }

                break;
        }
    }

    void Count(int doc, int bucket)
    {
        if (bucket < 0)
        {
            return;
        }

        buckets[bucket] = buckets[bucket] with { Count = buckets[bucket].Count + 1 };
        CollectChildren(doc, bucket);
    }

    /// <summary>The bucket of a segment's ordinal; the text behind it is looked up once a segment.</summary>
    int OfOrdinal(int owner, long ordinal)
    {
        if (owner == 0)
        {
            if (ordinal >= ordinalsOfRoot.Length)
            {
                var grown = new int[Math.Max(ordinal + 1, ordinalsOfRoot.Length * 2)];
                ordinalsOfRoot.CopyTo(grown, 0);
                ordinalsOfRoot = grown;
            }

            // Zero stands for "not looked up yet", -1 for "left out", anything else for the bucket plus one.
            ref var known = ref ordinalsOfRoot[ordinal];
            if (known == 0)
            {
                var found = Of(owner, source.TextOf(ordinal));
                known = found < 0 ? -1 : found + 1;
            }

            return known < 0 ? -1 : known - 1;
        }

        if (!bySegmentOrdinal.TryGetValue((owner, ordinal), out var bucket))
        {
            bySegmentOrdinal[(owner, ordinal)] = bucket = Of(owner, source.TextOf(ordinal));
        }

        return bucket;
    }

    int Of(int owner, object key)
    {
        if (byKey.TryGetValue((owner, key), out var bucket))
        {
            return bucket;
        }

        if (!options.Accepts.Accepts(key))
        {
            return -1;
        }

        byKey[(owner, key)] = bucket = buckets.Count;
        buckets.Add((key, 0));
        (ofOwner[owner] ??= []).Add(bucket);
        return bucket;
    }

    sealed record Options(int Size, int MinDocCount, IReadOnlyList<BucketOrder> Order, IncludeExclude Accepts, bool ShowError);
}
