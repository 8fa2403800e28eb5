using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>How buckets are ordered: by _count, by _key, or by a number of an aggregation inside them.</summary>
internal sealed record BucketOrder(string Path, bool Descending)
{
    public static IReadOnlyList<BucketOrder> Parse(JsonAt at) => [.. at.OneOrMany().SelectMany(one => one.MustBeObject("order").Properties().Select(entry => new BucketOrder(
        entry.Name is "_term" or "_time" ? throw Failures.IllegalArgument($"[{entry.Name}] is no longer supported, use [_key]") : entry.Name,
        entry.Value.Text().ToLowerInvariant() switch
        {
            "asc" => false,
            "desc" => true,
            var other => throw Failures.IllegalArgument($"Unknown order direction [{other}]"),
        })))];

    /// <summary>Compares two buckets; equal ones go by key, ascending.</summary>
    public static Comparison<Bucket> Comparison(IReadOnlyList<BucketOrder> orders, IReadOnlyList<Aggregator> children) => (a, b) =>
    {
        foreach (var order in orders)
        {
            var result = order.Path switch
            {
                "_count" => a.Count.CompareTo(b.Count),
                "_key" => CompareKeys(a.Key, b.Key),
                var path => Metric(path, children, a.Ordinal).CompareTo(Metric(path, children, b.Ordinal)),
            };
            if (result != 0)
            {
                return order.Descending ? -result : result;
            }
        }

        return CompareKeys(a.Key, b.Key);
    };

    public static void Check(IReadOnlyList<BucketOrder> orders, IReadOnlyList<AggregationDefinition> children)
    {
        foreach (var order in orders.Where(order => order.Path is not ("_count" or "_key")))
        {
            var name = order.Path.Split('.', '>', '[')[0];
            if (children.All(child => child.Name != name))
            {
                throw new ElasticsearchException(400, "aggregation_execution_exception",
                    $"Invalid aggregator order path [{order.Path}]. The provided aggregation [{name}] either does not exist, or is a pipeline aggregation and cannot be used to sort the buckets.");
            }
        }
    }

    static double Metric(string path, IReadOnlyList<Aggregator> children, int bucket)
    {
        if (path.Contains('>', StringComparison.Ordinal))
        {
            throw Failures.Unsupported(path, "ordering buckets by an aggregation inside another one");
        }

        var parts = path.Split('.');
        var value = children.First(child => child.Name == parts[0]).Metric(bucket, parts.Length > 1 ? parts[1] : null);

        // A bucket without any number counts as the lowest.
        return double.IsFinite(value) ? value : double.NegativeInfinity;
    }

    static int CompareKeys(object a, object b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (IComparable x, IComparable y) when x.GetType() == y.GetType() => x.CompareTo(y),
        _ => Convert.ToDouble(a, System.Globalization.CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, System.Globalization.CultureInfo.InvariantCulture)),
    };
}

internal readonly record struct Bucket(object Key, string? KeyText, int Ordinal, long Count);
