using System.Globalization;
using System.Text.Json;

namespace Elasticsearch.Emulator.Http;

/// <summary>Floating point numbers as Java writes them: 10.0, not 10, so that typed clients keep their types.</summary>
internal static class JsonNumbers
{
    public static void WriteFraction(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteFractionValue(value);
    }

    public static void WriteFractionValue(this Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
            return;
        }

        json.WriteRawValue(Text(value), skipInputValidation: true);
    }

    public static void WriteFractionValue(this Utf8JsonWriter json, float value) =>
        json.WriteRawValue(WithPoint(value.ToString("R", CultureInfo.InvariantCulture)), skipInputValidation: true);

    public static string Text(double value) => WithPoint(value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal));

    static string WithPoint(string text) => text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
}
