using System.Globalization;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>How many edits a term may be away: 0, 1, 2, or AUTO by its length.</summary>
internal sealed record Fuzziness(int? Edits, int Low = 3, int High = 6)
{
    public static Fuzziness Auto { get; } = new((int?)null);

    public static Fuzziness Parse(string text)
    {
        if (text.Equals("AUTO", StringComparison.OrdinalIgnoreCase))
        {
            return Auto;
        }

        if (text.StartsWith("AUTO:", StringComparison.OrdinalIgnoreCase))
        {
            var parts = text[5..].Split(',');
            return parts.Length == 2 && int.TryParse(parts[0], out var low) && int.TryParse(parts[1], out var high) && low >= 0 && high >= low
                ? new(null, low, high)
                : throw Failures.IllegalArgument($"failed to find low and high distance values");
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var edits) && edits is 0 or 1 or 2
            ? new((int)edits)
            : throw Failures.IllegalArgument($"fuzziness must be 0, 1, 2 or AUTO but was [{text}]");
    }

    public int For(string term)
    {
        var length = term.EnumerateRunes().Count();
        return Edits ?? (length < Low ? 0 : length < High ? 1 : 2);
    }
}
