using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>The formats of one date field, tried in order; the first one writes.</summary>
internal sealed class DateFormats
{
    public const string DefaultText = "strict_date_optional_time||epoch_millis";

    readonly IReadOnlyList<DateFormat> formats;

    DateFormats(string text, IReadOnlyList<DateFormat> formats)
    {
        Text = text;
        this.formats = formats;
    }

    public static DateFormats Default { get; } = Parse(DefaultText, "$.format");

    public string Text { get; }

    /// <exception cref="ElasticsearchException">400 for what is no format, 501 for one of Elasticsearch's that the emulator lacks.</exception>
    public static DateFormats Parse(string text, string path)
    {
        var formats = text.Split("||").Select(part => DateFormat.Find(part, new(path))
            ?? throw Failures.IllegalArgument($"Invalid format: [{text}]: Unknown pattern letter or unclosed quote")).ToList();
        return new(text, formats);
    }

    public long ParseValue(string text, bool roundUp = false, TimeZoneInfo? zone = null)
    {
        foreach (var format in formats)
        {
            if (format.Parse(text, roundUp, zone ?? TimeZoneInfo.Utc) is { } milliseconds)
            {
                return milliseconds;
            }
        }

        throw Failures.IllegalArgument($"failed to parse date field [{text}] with format [{Text}]",
            new ElasticsearchException(400, "date_time_parse_exception", $"Text '{text}' could not be parsed"));
    }

    /// <summary>Reads a date with Elasticsearch's arithmetic: now-1d/d, or a date and || and the arithmetic.</summary>
    public long ParseMath(string text, bool roundUp, TimeZoneInfo zone, long now)
    {
        string math;
        long time;
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            time = now;
            math = text[3..];
        }
        else
        {
            var split = text.IndexOf("||", StringComparison.Ordinal);
            if (split < 0)
            {
                return ParseValue(text, roundUp, zone);
            }

            time = ParseValue(text[..split], roundUp: false, zone);
            math = text[(split + 2)..];
        }

        return DateMath.Apply(math, time, roundUp, zone, text);
    }

    public string Write(long milliseconds) => formats[0].Write(milliseconds);
}
