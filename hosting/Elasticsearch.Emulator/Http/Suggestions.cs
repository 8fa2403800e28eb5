namespace Elasticsearch.Emulator.Http;

/// <summary>Elasticsearch's "did you mean" for names that it does not know.</summary>
internal static class Suggestions
{
    /// <summary>" did you mean [x]?" with its leading space, or nothing.</summary>
    public static string For(string unknown, IEnumerable<string> candidates, float least = 0.5f)
    {
        var near = Near(unknown, candidates, least);
        return near.Count switch
        {
            0 => "",
            1 => $" did you mean [{near[0]}]?",
            _ => $" did you mean any of [{string.Join(", ", near)}]?",
        };
    }

    static List<string> Near(string unknown, IEnumerable<string> candidates, float least) =>
    [
        // Names that somebody typed are short; what is long is no typing error and would only cost time.
        .. from candidate in unknown.Length > 100 ? [] : candidates
            let likeness = Likeness(unknown, candidate)
            where likeness > least
            orderby likeness descending, candidate
            select candidate,
    ];

    static float Likeness(string a, string b) => a.Length == 0 || b.Length == 0 ? 0 : 1f - ((float)Distance(a, b) / Math.Max(a.Length, b.Length));

    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
