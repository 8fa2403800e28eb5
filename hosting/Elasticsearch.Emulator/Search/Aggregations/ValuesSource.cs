using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>The values of the field that an aggregation is about.</summary>
internal sealed class ValuesSource(string path, JsonAt? missing)
{
    DocValueReader? numbers;
    SortedSetDocValues? ordinals;
    string?[]? texts;
    long[] standIn = [];

    /// <summary>Null while no index with the field has been seen.</summary>
    public FieldMapper? Mapper { get; private set; }

    public string Field => path;

    /// <summary>Whether the present segment's values are texts.</summary>
    public bool IsText => Current is { DocValues: DocValuesKind.Ordinals };

    /// <summary>The mapper in the present index.</summary>
    public FieldMapper? Current { get; private set; }

    public string? MissingText => missing?.Text();

    public void SetShard(ShardContext shard, bool numbersOnly, string aggregation)
    {
        Current = shard.Field(path);
        switch (Current)
        {
            case null:
                return;
            case TextFieldMapper text:
                throw text.NoFielddata(shard.Index.Name);
            case { DocValues: DocValuesKind.None }:
                throw Failures.IllegalArgument($"Can't load fielddata on [{path}] because fielddata is unsupported on fields of type [{Current.Type}]. Use doc values instead.");
            case { DocValues: DocValuesKind.Ordinals } when numbersOnly:
                throw Failures.IllegalArgument($"Field [{path}] of type [{Current.Type}] is not supported for aggregation [{aggregation}]");
        }

        Mapper ??= Current;
        standIn = missing is { } value && Current.DocValues == DocValuesKind.Numbers ? [Current.ToDocValue(value.Element)] : [];
    }

    public void SetSegment(AtomicReaderContext context)
    {
        numbers = Current is { DocValues: DocValuesKind.Numbers } ? new(context.AtomicReader, path) : null;
        ordinals = IsText ? context.AtomicReader.GetSortedSetDocValues(path) : null;
        texts = ordinals is null ? null : new string?[ordinals.ValueCount];
    }

    public int ReadNumbers(int doc, ref long[] values)
    {
        var count = numbers?.Read(doc) ?? 0;
        if (count == 0)
        {
            values = standIn;
            return standIn.Length;
        }

        if (values.Length < count || ReferenceEquals(values, standIn))
        {
            values = new long[Math.Max(4, count)];
        }

        for (var i = 0; i < count; i++)
        {
            values[i] = numbers![i];
        }

        return count;
    }

    /// <summary>Reads the ordinals of a document's texts within the present segment; returns how many there are.</summary>
    /// <remarks>All at once, because Lucene gives every aggregation of the field the same reader: one inside another would move it on.</remarks>
    public int ReadOrdinals(int doc, ref long[] found)
    {
        if (ordinals is null)
        {
            return 0;
        }

        ordinals.SetDocument(doc);
        var count = 0;
        for (var ordinal = ordinals.NextOrd(); ordinal != SortedSetDocValues.NO_MORE_ORDS; ordinal = ordinals.NextOrd())
        {
            if (count == found.Length)
            {
                Array.Resize(ref found, Math.Max(4, count * 2));
            }

            found[count++] = ordinal;
        }

        return count;
    }

    /// <summary>All values of the field in a segment, whichever documents they belong to.</summary>
    public IEnumerable<object> Keys(AtomicReader segment)
    {
        if (ordinals is not null)
        {
            for (long ordinal = 0; ordinal < ordinals.ValueCount; ordinal++)
            {
                yield return TextOf(ordinal);
            }

            yield break;
        }

        for (var doc = 0; numbers is not null && doc < segment.MaxDoc; doc++)
        {
            var count = segment.LiveDocs?.Get(doc) == false ? 0 : numbers.Read(doc);
            for (var i = 0; i < count; i++)
            {
                yield return Current!.FromDocValue(numbers[i]);
            }
        }
    }

    public string TextOf(long ordinal)
    {
        if (texts![ordinal] is not { } text)
        {
            var bytes = new BytesRef();
            ordinals!.LookupOrd(ordinal, bytes);
            texts[ordinal] = text = bytes.Utf8ToString();
        }

        return text;
    }

    public bool HasValue(int doc)
    {
        if (numbers is not null)
        {
            return numbers.Read(doc) > 0;
        }

        if (ordinals is null)
        {
            return false;
        }

        ordinals.SetDocument(doc);
        return ordinals.NextOrd() != SortedSetDocValues.NO_MORE_ORDS;
    }
}
