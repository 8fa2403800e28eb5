using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>One aggregation as it was asked for.</summary>
internal sealed record AggregationDefinition(string Name, Func<AggregationDefinition, Aggregator> Make, IReadOnlyList<AggregationDefinition> Children, string? Meta)
{
    public Aggregator Create() => Make(this);
}

/// <summary>
/// Collects documents into numbered buckets of the aggregation around it; the outermost ones have the single bucket 0. One aggregator
/// goes through all indices and segments of a search, so nothing has to be merged afterwards.
/// </summary>
internal abstract class Aggregator(AggregationDefinition definition)
{
    protected IReadOnlyList<Aggregator> Children { get; } = [.. definition.Children.Select(child => child.Create())];

    public string Name => definition.Name;

    /// <summary>What typed_keys puts before the name.</summary>
    public abstract string TypeName { get; }

    public virtual void SetShard(ShardContext shard)
    {
        foreach (var child in Children)
        {
            child.SetShard(shard);
        }
    }

    public virtual void SetSegment(AtomicReaderContext context)
    {
        foreach (var child in Children)
        {
            child.SetSegment(context);
        }
    }

    public abstract void Collect(int doc, int bucket);

    /// <summary>Looks at documents beside those that the query found.</summary>
    public virtual void CollectGlobally(IndexSearcher searcher)
    {
    }

    /// <summary>Writes the fields of the result of one bucket.</summary>
    public abstract void WriteFields(Utf8JsonWriter json, int bucket, bool typedKeys);

    /// <summary>A number of the result to order buckets by.</summary>
    public virtual double Metric(int bucket, string? name) =>
        throw Failures.IllegalArgument($"Invalid aggregation order path: [{Name}] is not a number");

    public static void Write(Utf8JsonWriter json, IEnumerable<Aggregator> aggregators, int bucket, bool typedKeys)
    {
        foreach (var aggregator in aggregators)
        {
            json.WriteStartObject(typedKeys ? $"{aggregator.TypeName}#{aggregator.Name}" : aggregator.Name);
            aggregator.WriteMeta(json);
            aggregator.WriteFields(json, bucket, typedKeys);
            json.WriteEndObject();
        }
    }

    protected void CollectChildren(int doc, int bucket)
    {
        foreach (var child in Children)
        {
            child.Collect(doc, bucket);
        }
    }

    protected void WriteChildren(Utf8JsonWriter json, int bucket, bool typedKeys) => Write(json, Children, bucket, typedKeys);

    void WriteMeta(Utf8JsonWriter json)
    {
        if (definition.Meta is { } meta)
        {
            json.WritePropertyName("meta");
            json.WriteRawValue(meta);
        }
    }
}

/// <summary>A list that grows to whatever bucket is touched.</summary>
internal sealed class PerBucket<T>(Func<T> initial)
{
    readonly List<T> values = [];

    public T this[int bucket]
    {
        get => bucket < values.Count ? values[bucket] : initial();
        set
        {
            while (values.Count <= bucket)
            {
                values.Add(initial());
            }

            values[bucket] = value;
        }
    }
}
