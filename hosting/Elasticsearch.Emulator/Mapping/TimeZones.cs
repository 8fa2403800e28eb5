using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>Time zones by name or as an offset such as +08:00.</summary>
internal static class TimeZones
{
    public static TimeZoneInfo Find(string text)
    {
        if (text is "Z" or "UTC" or "GMT")
        {
            return TimeZoneInfo.Utc;
        }

        if (text.Length >= 2 && text[0] is '+' or '-')
        {
            var parts = text[1..].Split(':');
            if (parts.Length <= 2 && int.TryParse(parts[0], out var hours) && hours is >= 0 and <= 14
                && (parts.Length == 1 || (int.TryParse(parts[1], out var m) && m is >= 0 and < 60)))
            {
                var offset = new TimeSpan(hours, parts.Length == 2 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0, 0);
                return TimeZoneInfo.CreateCustomTimeZone(text, text[0] == '-' ? -offset : offset, text, text);
            }
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : throw Failures.IllegalArgument($"Unknown time-zone ID: {text}");
    }
}
