using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search.Sorting;

/// <summary>Turns sort criteria into Lucene's for one index.</summary>
internal static class SortFields
{
    public static Sort For(ShardContext shard, int shardNumber, IReadOnlyList<SortSpecification> sort) =>
        new([.. sort.Select(specification => One(shard, shardNumber, specification))]);

    /// <summary>The values of search_after as the comparers hold them.</summary>
    public static object?[] After(ShardContext shard, IReadOnlyList<SortSpecification> sort, IReadOnlyList<JsonElement> values)
    {
        if (values.Count != sort.Count)
        {
            throw Failures.IllegalArgument($"search_after has {values.Count} value(s) but sort has {sort.Count}.");
        }

        return [.. sort.Select((specification, i) => AfterOne(shard, specification, values[i]))];
    }

    static object? AfterOne(ShardContext shard, SortSpecification sort, JsonElement value)
    {
        try
        {
            switch (sort.Field)
            {
                case SortSpecification.Score: return (J2N.Numerics.Single)value.GetSingle();
                case SortSpecification.Doc: return (J2N.Numerics.Int32)value.GetInt32();
                case SortSpecification.ShardDoc: return value.GetInt64();
            }

            var text = value.ValueKind == JsonValueKind.String ? Http.JsonAt.String(value) : value.GetRawText();
            switch (Resolve(shard, sort))
            {
                case null or KeywordFieldMapper:
                    return value.ValueKind == JsonValueKind.Null ? null : new BytesRef(text);
                case FloatingFieldMapper:
                    return text switch
                    {
                        "Infinity" => double.PositiveInfinity,
                        "-Infinity" => double.NegativeInfinity,
                        _ => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
                    };
                case DateFieldMapper date when value.ValueKind == JsonValueKind.String:
                    return (sort.Format ?? date.Formats).ParseMath(text, false, TimeZoneInfo.Utc, shard.Now);
                case BooleanFieldMapper when text is "true" or "false":
                    return text == "true" ? 1L : 0L;
                default:
                    return long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException)
        {
            throw Failures.IllegalArgument($"Failed to parse search_after value for field [{sort.Field}].");
        }
    }

    static SortField One(ShardContext shard, int shardNumber, SortSpecification sort)
    {
        switch (sort.Field)
        {
            case SortSpecification.Score: return new(null, SortFieldType.SCORE, !sort.Descending);
            case SortSpecification.Doc: return new(null, SortFieldType.DOC, sort.Descending);
            case SortSpecification.ShardDoc: return Custom(sort, slots => new ShardDocComparer(slots, shardNumber));
        }

        var mapper = Resolve(shard, sort);
        if (mapper is null)
        {
            return Custom(sort, _ => new MissingComparer(sort.UnmappedType is "keyword" or "text" ? null
                : sort.UnmappedType is "double" or "float" or "scaled_float" ? Infinity(sort) : End(sort)));
        }

        switch (mapper)
        {
            case TextFieldMapper text:
                throw text.NoFielddata(shard.Index.Name);
            case { DocValues: DocValuesKind.None }:
                throw Failures.IllegalArgument($"Can't load fielddata on [{sort.Field}] because fielddata is unsupported on fields of type [{mapper.Type}]. Use doc values instead.");
            case { DocValues: DocValuesKind.Ordinals }:
                if (sort.HasMissingValue)
                {
                    throw sort.Missing!.Value.Unsupported("a text for missing values in a sort");
                }

                if (sort.Mode is not (null or SortMode.Min or SortMode.Max))
                {
                    throw Failures.IllegalArgument($"we only support AVG, MEDIAN and SUM on number based fields");
                }

                // Lucene turns the order round as a whole, missing values included.
                var missingLast = sort.MissingFirst == sort.Descending;
                return Custom(sort, slots => new KeywordComparer(slots, sort.Field, ModeOf(sort) == SortMode.Max, missingLast));
            case FloatingFieldMapper:
                var missing = sort.HasMissingValue ? mapper.ToDouble(mapper.ToDocValue(sort.Missing!.Value.Element)) : Infinity(sort);
                return Custom(sort, slots => new FractionComparer(slots, sort.Field, (values, count) => Fraction(mapper, ModeOf(sort), values, count), missing));
            default:
                var end = sort.HasMissingValue ? mapper.ToDocValue(sort.Missing!.Value.Element) : End(sort);
                return Custom(sort, slots => new IntegerComparer(slots, sort.Field, (values, count) => Integer(ModeOf(sort), values, count), end));
        }
    }

    static FieldMapper? Resolve(ShardContext shard, SortSpecification sort) => shard.Field(sort.Field)
        ?? (sort.UnmappedType is not null ? null : throw shard.Failed($"No mapping found for [{sort.Field}] in order to sort on"));

    static SortMode ModeOf(SortSpecification sort) => sort.Mode ?? (sort.Descending ? SortMode.Max : SortMode.Min);

    static long End(SortSpecification sort) => sort.MissingFirst == sort.Descending ? long.MaxValue : long.MinValue;

    static double Infinity(SortSpecification sort) => sort.MissingFirst == sort.Descending ? double.PositiveInfinity : double.NegativeInfinity;

    static long Integer(SortMode mode, DocValueReader values, int count) => mode switch
    {
        SortMode.Min => values[0],
        SortMode.Max => values[count - 1],
        SortMode.Sum => Enumerable.Range(0, count).Sum(i => values[i]),
        SortMode.Avg => (long)Math.Round(Enumerable.Range(0, count).Average(i => values[i])),
        _ => (long)Math.Round((values[(count - 1) / 2] + values[count / 2]) / 2.0),
    };

    static double Fraction(FieldMapper mapper, SortMode mode, DocValueReader values, int count) => mode switch
    {
        SortMode.Min => mapper.ToDouble(values[0]),
        SortMode.Max => mapper.ToDouble(values[count - 1]),
        SortMode.Sum => Enumerable.Range(0, count).Sum(i => mapper.ToDouble(values[i])),
        SortMode.Avg => Enumerable.Range(0, count).Average(i => mapper.ToDouble(values[i])),
        _ => (mapper.ToDouble(values[(count - 1) / 2]) + mapper.ToDouble(values[count / 2])) / 2,
    };

    static SortField Custom(SortSpecification sort, Func<int, FieldComparer> create) => new(sort.Field, new Source(create), sort.Descending);

    sealed class Source(Func<int, FieldComparer> create) : FieldComparerSource
    {
        public override FieldComparer NewComparer(string fieldname, int numHits, int sortPos, bool reversed) => create(numHits);
    }
}
