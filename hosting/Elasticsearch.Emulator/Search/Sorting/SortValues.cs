using System.Text.Json;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search.Sorting;

/// <summary>Compares and writes the sort values of hits from different indices.</summary>
internal static class SortValues
{
    public static int Compare(IReadOnlyList<SortSpecification> sort, object?[] first, object?[] second)
    {
        for (var i = 0; i < sort.Count; i++)
        {
            var missingFirst = sort[i].MissingFirst;
            var order = (first[i], second[i]) switch
            {
                (null, null) => 0,
                (null, _) => missingFirst ? -1 : 1,
                (_, null) => missingFirst ? 1 : -1,
                var (a, b) => sort[i].Descending ? Compare(b, a) : Compare(a, b),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    public static int Compare(object? first, object? second) => (first, second) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (BytesRef a, BytesRef b) => a.CompareTo(b),
        (long a, long b) => a.CompareTo(b),
        _ => Number(first).CompareTo(Number(second)),
    };

    public static void Write(Utf8JsonWriter json, SortSpecification sort, FieldMapper? mapper, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case BytesRef text: json.WriteStringValue(text.Utf8ToString()); break;
            case long number when sort.Format is { } format && mapper is DateFieldMapper: json.WriteStringValue(format.Write(number)); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteFractionValue(number); break;
            case J2N.Numerics.Single score: json.WriteFractionValue(score.ToSingle()); break;
            case J2N.Numerics.Number number: json.WriteNumberValue(number.ToInt64()); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    static double Number(object? value) => value switch
    {
        long number => number,
        double number => number,
        J2N.Numerics.Number number => number.ToDouble(),
        _ => 0,
    };
}
