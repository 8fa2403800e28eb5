using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspirate.Settings;

/// <summary>The schedules that a CronJob takes.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax</remarks>
internal static partial class CronSchedule
{
    private static readonly string[] Shorthands = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly Field[] Fields =
    [
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day of the month", 1, 31, []),
        new("month", 1, 12, Months),
        new("day of the week", 0, 6, Days),
    ];

    /// <summary>Why this is not a schedule; null when it is one.</summary>
    public static string? Fault(string schedule)
    {
        if (schedule.StartsWith('@'))
        {
            return Shorthands.Contains(schedule) || Interval().IsMatch(schedule) ? null : $"must be one of {string.Join(", ", Shorthands)}, or \"@every 90m\", or five fields.";
        }

        if (schedule.Contains("TZ=", StringComparison.Ordinal))
        {
            return "must not name a time zone, which Kubernetes refuses here; the times are those of the cluster's controller, mostly UTC.";
        }

        var parts = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            return "must be a cron schedule of five fields, such as \"0 3 * * *\".";
        }

        for (var i = 0; i < Fields.Length; i++)
        {
            if (!parts[i].Split(',').All(range => IsRange(range, Fields[i])))
            {
                return $"is no cron schedule: \"{parts[i]}\" cannot be the {Fields[i].Name}, which is from {Fields[i].Least} to {Fields[i].Most}; such as \"0 3 * * *\".";
            }
        }

        return null;
    }

    // A star, a value or two with a hyphen between them, and perhaps a step.
    private static bool IsRange(string text, Field field)
    {
        var slash = text.Split('/');
        if (slash.Length > 2 || (slash.Length == 2 && !(Number(slash[1]) is > 0)))
        {
            return false;
        }

        if (slash[0] is "*" or "?")
        {
            return true;
        }

        var ends = slash[0].Split('-');
        var from = Value(ends[0], field);
        var to = ends.Length == 2 ? Value(ends[1], field) : from;
        return ends.Length <= 2 && from >= field.Least && to <= field.Most && from <= to;
    }

    private static int? Value(string text, Field field)
    {
        var name = Array.IndexOf(field.Names, text.ToLowerInvariant());
        return name >= 0 ? name + field.Least : Number(text);
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^@every ([0-9]+(\.[0-9]+)?(h|m|s|ms|us|ns))+$")]
    private static partial Regex Interval();

    private sealed record Field(string Name, int Least, int Most, string[] Names);
}
