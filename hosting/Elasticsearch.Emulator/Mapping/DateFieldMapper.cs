using System.Text.Json;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>A point in time, in milliseconds.</summary>
internal sealed class DateFieldMapper(string path, DateFormats formats) : NumericFieldMapper(path, "date")
{
    public DateFormats Formats { get; } = formats;

    protected override long Encode(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Formats.ParseValue(TextOf(value)) : throw NotANumber(value);

    public override string KeyAsText(long value) => Formats.Write(value);

    public override long ToDocValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds) ? milliseconds : Encode(value);

    public override Query Term(JsonElement value)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return Between(
            Formats.ParseMath(TextOf(value), roundUp: false, TimeZoneInfo.Utc, now),
            Formats.ParseMath(TextOf(value), roundUp: true, TimeZoneInfo.Utc, now));
    }

    public override Query Range(RangeBounds bounds)
    {
        var formats = bounds.Format ?? Formats;

        // Exclusive and inclusive bounds take different ends of what a coarse date covers: gt 2020 starts after the whole year.
        long? from = bounds.From is { } f ? formats.ParseMath(TextOf(f), roundUp: !bounds.IncludeFrom, bounds.Zone, bounds.Now) : null;
        long? to = bounds.To is { } t ? formats.ParseMath(TextOf(t), roundUp: bounds.IncludeTo, bounds.Zone, bounds.Now) : null;
        from = bounds.IncludeFrom ? from : from + 1;
        to = bounds.IncludeTo ? to : to - 1;
        return from > to ? Nothing() : Between(from, to);
    }
}
