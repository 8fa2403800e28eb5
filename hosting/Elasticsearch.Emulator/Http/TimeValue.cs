using System.Globalization;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Http;

/// <summary>Elasticsearch's durations: a number with its unit, such as 30s; -1 and 0 need none.</summary>
internal static class TimeValue
{
    static readonly (string Unit, double Milliseconds)[] Units =
        [("nanos", 1e-6), ("micros", 1e-3), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    public static TimeSpan Parse(string text, string setting)
    {
        if (text is "-1")
        {
            return Timeout.InfiniteTimeSpan;
        }

        if (text is "0")
        {
            return TimeSpan.Zero;
        }

        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                var total = number * milliseconds;
                return total < TimeSpan.MaxValue.TotalMilliseconds
                    ? TimeSpan.FromMilliseconds(total)
                    : throw Failures.IllegalArgument($"setting [{setting}] with value [{text}] is too long");
            }
        }

        throw Failures.IllegalArgument(
            $"failed to parse setting [{setting}] with value [{text}] as a time value: unit is missing or unrecognized");
    }
}
