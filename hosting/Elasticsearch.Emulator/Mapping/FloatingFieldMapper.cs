using System.Globalization;
using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>float, double and scaled_float.</summary>
internal sealed class FloatingFieldMapper(string path, string type, double scalingFactor, bool coerce) : NumericFieldMapper(path, type)
{
    bool IsScaled => Type == "scaled_float";

    protected override long Encode(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && !coerce)
        {
            throw Failures.IllegalArgument($"{Type} value passed as String");
        }

        return Encode(Number(value));
    }

    public override double ToDouble(long value) => IsScaled ? value / scalingFactor : NumericUtils.SortableInt64ToDouble(value);

    public override object FromDocValue(long value) => ToDouble(value);

    public override Query Term(JsonElement value)
    {
        var number = Encode(Number(value));
        return Between(number, number);
    }

    public override Query Range(RangeBounds bounds)
    {
        var from = bounds.From is { } f ? Lower(Number(f, finite: false), bounds.IncludeFrom) : (long?)null;
        var to = bounds.To is { } t ? Upper(Number(t, finite: false), bounds.IncludeTo) : (long?)null;
        return from is { } low && to is { } high && low > high ? Nothing() : Between(from, to);
    }

    long Lower(double bound, bool included)
    {
        if (IsScaled)
        {
            return Saturate(included ? Math.Ceiling(bound * scalingFactor) : Math.Floor(bound * scalingFactor) + 1);
        }

        // The bound is rounded as the indexed values were, so that 4.1 finds what was indexed as 4.1.
        if (Type == "float")
        {
            return NumericUtils.DoubleToSortableInt64(included ? (float)bound : MathF.BitIncrement((float)bound));
        }

        return NumericUtils.DoubleToSortableInt64(included ? bound : Math.BitIncrement(bound));
    }

    long Upper(double bound, bool included)
    {
        if (IsScaled)
        {
            return Saturate(included ? Math.Floor(bound * scalingFactor) : Math.Ceiling(bound * scalingFactor) - 1);
        }

        if (Type == "float")
        {
            return NumericUtils.DoubleToSortableInt64(included ? (float)bound : MathF.BitDecrement((float)bound));
        }

        return NumericUtils.DoubleToSortableInt64(included ? bound : Math.BitDecrement(bound));
    }

    long Encode(double number)
    {
        if (IsScaled)
        {
            return Saturate(Math.Floor((number * scalingFactor) + 0.5));
        }

        if (Type == "float")
        {
            number = (float)number;
            if (!double.IsFinite(number))
            {
                throw Failures.IllegalArgument($"[{Type}] supports only finite values, but got [{number.ToString(CultureInfo.InvariantCulture)}]");
            }
        }

        // Zero has one form, so that -0.0 and 0.0 are found alike.
        return NumericUtils.DoubleToSortableInt64(number == 0 ? 0.0 : number);
    }

    double Number(JsonElement value, bool finite = true)
    {
        if (value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String)
            || !double.TryParse(TextOf(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw NotANumber(value);
        }

        return !finite || double.IsFinite(number)
            ? number
            : throw Failures.IllegalArgument($"[{Type}] supports only finite values, but got [{TextOf(value)}]");
    }

    static long Saturate(double number) => number >= long.MaxValue ? long.MaxValue : number <= long.MinValue ? long.MinValue : (long)number;
}
