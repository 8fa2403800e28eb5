using System.Text.Json.Nodes;

namespace Shop.Api.Search;

/// <summary>The steps of the price facet, in whole units of the currency.</summary>
internal static class PriceBuckets
{
    private static readonly int[] Steps = [0, 50, 100, 200, 500, 1000];

    public static IEnumerable<(decimal From, decimal? To)> All =>
        Steps.Select((step, index) => ((decimal)step, index + 1 < Steps.Length ? (decimal?)Steps[index + 1] : null));

    /// <summary>As ranges of an aggregation over hundredths, in the same order.</summary>
    public static JsonArray ToRanges()
    {
        var ranges = new JsonArray();
        foreach (var (from, to) in All)
        {
            var range = new JsonObject { ["from"] = (long)from * 100 };
            if (to is { } end)
            {
                range["to"] = (long)end * 100;
            }

            ranges.Add(range);
        }

        return ranges;
    }
}
