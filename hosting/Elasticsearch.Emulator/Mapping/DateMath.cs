using System.Globalization;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>The arithmetic after "now" or "||": +1M, -2d, /w and so on.</summary>
internal static class DateMath
{
    public static long Apply(string math, long time, bool roundUp, TimeZoneInfo zone, string whole)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(time), zone);
        for (var i = 0; i < math.Length;)
        {
            var operation = math[i++];
            if (operation is not ('+' or '-' or '/'))
            {
                throw Complaint($"operator not supported for date math [{math}]", whole);
            }

            var start = i;
            while (i < math.Length && char.IsAsciiDigit(math[i]))
            {
                i++;
            }

            var number = start == i ? 1 : int.Parse(math.AsSpan(start, Math.Min(9, i - start)), CultureInfo.InvariantCulture);
            if (i == math.Length)
            {
                throw Complaint($"truncated date math [{math}]", whole);
            }

            if (operation == '/' && number != 1)
            {
                throw Complaint($"rounding `/` can only be used on single unit types [{math}]", whole);
            }

            var unit = math[i++];
            try
            {
                local = operation == '/' ? Round(local, unit, roundUp, whole) : Add(local, unit, operation == '-' ? -number : number, whole);
            }
            catch (ArgumentOutOfRangeException)
            {
                throw Complaint($"[{math}] leaves the calendar", whole);
            }
        }

        var utc = local - zone.GetUtcOffset(local);
        return (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }

    static DateTime Add(DateTime time, char unit, int number, string whole) => unit switch
    {
        'y' => time.AddYears(number),
        'M' => time.AddMonths(number),
        'w' => time.AddDays(7.0 * number),
        'd' => time.AddDays(number),
        'h' or 'H' => time.AddHours(number),
        'm' => time.AddMinutes(number),
        's' => time.AddSeconds(number),
        _ => throw Complaint($"unit [{unit}] not supported for date math", whole),
    };

    static DateTime Round(DateTime time, char unit, bool up, string whole)
    {
        var start = unit switch
        {
            'y' => new DateTime(time.Year, 1, 1),
            'M' => new DateTime(time.Year, time.Month, 1),
            'w' => time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7)),
            'd' => time.Date,
            'h' or 'H' => time.Date.AddHours(time.Hour),
            'm' => time.Date.AddHours(time.Hour).AddMinutes(time.Minute),
            's' => time.Date.AddHours(time.Hour).AddMinutes(time.Minute).AddSeconds(time.Second),
            _ => throw Complaint($"unit [{unit}] not supported for date math", whole),
        };
        return up ? Add(start, unit, 1, whole).AddMilliseconds(-1) : start;
    }

    static ElasticsearchException Complaint(string reason, string whole) =>
        Failures.IllegalArgument($"failed to parse date field [{whole}]: {reason}", new(400, "parse_exception", reason));
}
