using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>One date format: reads texts to milliseconds since 1970 and writes them back.</summary>
internal abstract class DateFormat
{
    static readonly Dictionary<string, string> NamedPatterns = new()
    {
        ["date"] = "yyyy-MM-dd",
        ["year_month_day"] = "yyyy-MM-dd",
        ["basic_date"] = "yyyyMMdd",
        ["basic_date_time"] = "yyyyMMdd'T'HHmmss.SSSXX",
        ["basic_date_time_no_millis"] = "yyyyMMdd'T'HHmmssXX",
        ["date_hour_minute"] = "yyyy-MM-dd'T'HH:mm",
        ["date_hour_minute_second"] = "yyyy-MM-dd'T'HH:mm:ss",
        ["date_hour_minute_second_millis"] = "yyyy-MM-dd'T'HH:mm:ss.SSS",
        ["date_time"] = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        ["date_time_no_millis"] = "yyyy-MM-dd'T'HH:mm:ssXXX",
        ["year_month"] = "yyyy-MM",
        ["year"] = "yyyy",
    };

    /// <param name="roundUp">Fill what the text leaves out with the end of the period, not with its start.</param>
    public abstract long? Parse(string text, bool roundUp, TimeZoneInfo zone);

    public abstract string Write(long milliseconds);

    /// <summary>A format by its name or pattern; null when it is neither.</summary>
    public static DateFormat? Find(string format, JsonPathOf where)
    {
        var name = format.StartsWith("strict_", StringComparison.Ordinal) ? format["strict_".Length..] : format;
        switch (name)
        {
            case "epoch_millis": return new EpochFormat(1);
            case "epoch_second": return new EpochFormat(1000);
            case "date_optional_time" or "iso8601" or "date_optional_time_nanos":
                return PatternFormat.DateOptionalTime;
            default:
                return NamedPatterns.TryGetValue(name, out var pattern) ? new PatternFormat(pattern)
                    : Regex.IsMatch(format, "^[a-z0-9_]+$") && format.Contains('_', StringComparison.Ordinal)
                        ? throw Failures.Unsupported(where.Path, $"the date format [{format}]")
                        : PatternFormat.IsPattern(format) ? new PatternFormat(format) : null;
        }
    }
}

/// <summary>Names the place in a request that asked for something.</summary>
internal readonly record struct JsonPathOf(string Path);

internal sealed class EpochFormat(int millisecondsPerUnit) : DateFormat
{
    public override long? Parse(string text, bool roundUp, TimeZoneInfo zone)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > 1_000_000_000_000_000m)
        {
            return null;
        }

        return (long)decimal.Floor(number * millisecondsPerUnit);
    }

    public override string Write(long milliseconds) => (milliseconds / millisecondsPerUnit).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Java's date patterns, as far as calendars need them.</summary>
internal sealed partial class PatternFormat : DateFormat
{
    /// <summary>Date and time of ISO 8601 in which everything after the year may be left out; the default of date fields.</summary>
    public static readonly PatternFormat DateOptionalTime = new(
        OptionalTime(), "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    readonly Regex reader;
    readonly string pattern;

    public PatternFormat(string pattern)
        : this(new Regex("^" + ToRegex(pattern) + "$", RegexOptions.CultureInvariant), pattern)
    {
    }

    PatternFormat(Regex reader, string pattern)
    {
        this.reader = reader;
        this.pattern = pattern;
    }

    public static bool IsPattern(string text) => Tokens(text).All(token => token.Kind is not '?');

    public override long? Parse(string text, bool roundUp, TimeZoneInfo zone)
    {
        var match = reader.Match(text);
        if (!match.Success)
        {
            return null;
        }

        int? Part(string name) => match.Groups[name] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;
        var (year, month, day) = (Part("y") ?? 1970, Part("M"), Part("d"));
        var (hour, minute, second) = (Part("H"), Part("m"), Part("s"));
        var fraction = match.Groups["S"] is { Success: true } f ? int.Parse(f.Value.PadRight(3, '0')[..3], CultureInfo.InvariantCulture) : (int?)null;
        if (year is < 1 or > 9998 || month is < 1 or > 12 || hour > 23 || minute > 59 || second > 59
            || day is < 1 || day > DateTime.DaysInMonth(year, month ?? 1))
        {
            return null;
        }

        var local = new DateTime(year, month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0, fraction ?? 0, DateTimeKind.Unspecified);
        if (roundUp)
        {
            var end = month is null ? local.AddYears(1) : day is null ? local.AddMonths(1) : hour is null ? local.AddDays(1)
                : minute is null ? local.AddHours(1) : second is null ? local.AddMinutes(1)
                : fraction is null ? local.AddSeconds(1) : local.AddMilliseconds(1);
            local = end.AddMilliseconds(-1);
        }

        var offset = match.Groups["z"] is { Success: true } z ? Offset(z.Value) : zone.GetUtcOffset(local);
        return offset is null ? null : (local.Ticks - DateTime.UnixEpoch.Ticks - offset.Value.Ticks) / TimeSpan.TicksPerMillisecond;
    }

    public override string Write(long milliseconds)
    {
        var time = DateTime.UnixEpoch.AddMilliseconds(milliseconds);
        var text = new StringBuilder();
        foreach (var (kind, part) in Tokens(pattern))
        {
            text.Append(kind switch
            {
                'y' or 'u' => part.Length == 2 ? time.ToString("yy", CultureInfo.InvariantCulture) : time.ToString("yyyy", CultureInfo.InvariantCulture),
                'M' => Number(time.Month, part), 'd' => Number(time.Day, part), 'H' => Number(time.Hour, part),
                'm' => Number(time.Minute, part), 's' => Number(time.Second, part),
                'S' => time.Millisecond.ToString("D3", CultureInfo.InvariantCulture).PadRight(part.Length, '0')[..part.Length],
                'X' => "Z", 'x' => "+00:00", 'Z' => "+0000",
                _ => part,
            });
        }

        return text.ToString();
    }

    static string Number(int number, string token) => number.ToString("D" + token.Length, CultureInfo.InvariantCulture);

    static TimeSpan? Offset(string text)
    {
        if (text == "Z")
        {
            return TimeSpan.Zero;
        }

        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        var minutes = (int.Parse(digits[..2], CultureInfo.InvariantCulture) * 60)
            + (digits.Length > 2 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0);
        return minutes > 18 * 60 ? null : TimeSpan.FromMinutes(text[0] == '-' ? -minutes : minutes);
    }

    static string ToRegex(string pattern)
    {
        var regex = new StringBuilder();
        foreach (var (kind, part) in Tokens(pattern))
        {
            regex.Append(kind switch
            {
                'y' or 'u' => "(?<y>[0-9]{4})",
                'M' or 'd' or 'H' or 'm' or 's' => $"(?<{kind}>[0-9]{{{part.Length},2}})",
                'S' => $"(?<S>[0-9]{{{part.Length}}})",
                'X' or 'x' or 'Z' => "(?<z>Z|[+-][0-9]{2}(?::?[0-9]{2})?)",
                _ => Regex.Escape(part),
            });
        }

        return regex.ToString();
    }

    /// <summary>Splits a pattern into runs of one letter and literals (kind '\''); letters that mean something else are kind '?'.</summary>
    static IEnumerable<(char Kind, string Text)> Tokens(string pattern)
    {
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            if (c == '\'')
            {
                var end = pattern.IndexOf('\'', i + 1);
                if (end < 0)
                {
                    yield return ('?', pattern[i..]);
                    yield break;
                }

                yield return ('\'', end == i + 1 ? "'" : pattern[(i + 1)..end]);
                i = end + 1;
                continue;
            }

            var start = i;
            while (i < pattern.Length && pattern[i] == c)
            {
                i++;
            }

            yield return (char.IsAsciiLetter(c) ? KindOf(c, i - start) : '\'', pattern[start..i]);
        }
    }

    static char KindOf(char letter, int count) => letter switch
    {
        'y' or 'u' when count is 4 => letter,
        'M' or 'd' or 'H' or 'm' or 's' when count is 1 or 2 => letter,
        'S' when count <= 9 => letter,
        'X' or 'x' or 'Z' => letter,
        _ => '?',
    };

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?:-(?<M>[0-9]{1,2})(?:-(?<d>[0-9]{1,2})(?:T(?:(?<H>[0-9]{1,2})(?::(?<m>[0-9]{1,2})(?::(?<s>[0-9]{1,2})(?:[.,](?<S>[0-9]{1,9}))?)?)?)?(?<z>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OptionalTime();
}
