using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>byte, short, integer and long.</summary>
internal sealed class IntegerFieldMapper(string path, string type, bool coerce) : NumericFieldMapper(path, type)
{
    readonly (long Min, long Max) limits = type switch
    {
        "byte" => (sbyte.MinValue, sbyte.MaxValue),
        "short" => (short.MinValue, short.MaxValue),
        "integer" => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    protected override long Encode(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String) || (value.ValueKind == JsonValueKind.String && !coerce))
        {
            throw value.ValueKind == JsonValueKind.String
                ? Failures.IllegalArgument($"{Type} value passed as String")
                : NotANumber(value);
        }

        if (TryDecimal(value) is not { } number)
        {
            throw value.ValueKind == JsonValueKind.Number ? OutOfRange(value) : NotANumber(value);
        }

        if (number != decimal.Truncate(number) && !coerce)
        {
            throw Failures.IllegalArgument($"{TextOf(value)} cannot be converted to {Type} without data loss");
        }

        var whole = decimal.Truncate(number);
        return whole >= limits.Min && whole <= limits.Max ? (long)whole : throw OutOfRange(value);
    }

    public override Query Term(JsonElement value)
    {
        CheckIndexed();
        if (TryDecimal(value) is not { } number)
        {
            throw NotANumber(value);
        }

        return number != decimal.Truncate(number) || number < limits.Min || number > limits.Max
            ? Nothing()
            : Between((long)number, (long)number);
    }

    public override Query Range(RangeBounds bounds)
    {
        var from = Bound(bounds.From, bounds.IncludeFrom, up: true);
        var to = Bound(bounds.To, bounds.IncludeTo, up: false);
        return from is { } f && to is { } t && f > t || from > limits.Max || to < limits.Min
            ? Nothing()
            : Between(from is { } low ? (long)Math.Max(low, limits.Min) : null, to is { } high ? (long)Math.Min(high, limits.Max) : null);
    }

    /// <summary>The nearest integer inside the bound.</summary>
    static decimal? Bound(JsonElement? bound, bool included, bool up)
    {
        if (bound is not { } value)
        {
            return null;
        }

        var number = TryDecimal(value) ?? throw NotANumber(value);
        var whole = up ? decimal.Ceiling(number) : decimal.Floor(number);
        return whole == number && !included ? (up ? whole + 1 : whole - 1) : whole;
    }

    ElasticsearchException OutOfRange(JsonElement value) => Failures.IllegalArgument($"Value [{TextOf(value)}] is out of range for a{(Type == "integer" ? "n" : "")} {Type}");
}
