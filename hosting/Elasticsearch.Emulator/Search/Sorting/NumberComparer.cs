using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Sorting;

/// <summary>Sorts by numbers; multi-valued fields go by one number chosen from theirs.</summary>
internal abstract class NumberComparer<T>(int slots) : FieldComparer<IComparable>
    where T : struct, IComparable, IComparable<T>
{
    readonly T[] values = new T[slots];
    T bottom;
    T top;

    protected abstract T Read(int doc);

    public override int Compare(int slot1, int slot2) => values[slot1].CompareTo(values[slot2]);

    public override void SetBottom(int slot) => bottom = values[slot];

    public override void SetTopValue(IComparable value) => top = (T)value;

    public override void SetTopValue<TValue>(TValue value) => top = (T)(object)value!;

    public override int CompareBottom(int doc) => bottom.CompareTo(Read(doc));

    public override int CompareTop(int doc) => top.CompareTo(Read(doc));

    public override void Copy(int slot, int doc) => values[slot] = Read(doc);

    public override IComparable this[int slot] => values[slot];

    public override int CompareValues(IComparable first, IComparable second) => first.CompareTo(second);
}

/// <summary>Integers, dates and booleans.</summary>
internal sealed class IntegerComparer(int slots, string field, Func<DocValueReader, int, long> choose, long missing) : NumberComparer<long>(slots)
{
    DocValueReader? reader;

    public override FieldComparer SetNextReader(AtomicReaderContext context)
    {
        reader = new(context.AtomicReader, field);
        return this;
    }

    protected override long Read(int doc) => reader!.Read(doc) is > 0 and var count ? choose(reader, count) : missing;
}

internal sealed class FractionComparer(int slots, string field, Func<DocValueReader, int, double> choose, double missing) : NumberComparer<double>(slots)
{
    DocValueReader? reader;

    public override FieldComparer SetNextReader(AtomicReaderContext context)
    {
        reader = new(context.AtomicReader, field);
        return this;
    }

    protected override double Read(int doc) => reader!.Read(doc) is > 0 and var count ? choose(reader, count) : missing;
}

/// <summary>The place of a document itself, as points in time page by it.</summary>
internal sealed class ShardDocComparer(int slots, int shard) : NumberComparer<long>(slots)
{
    int docBase;

    public override FieldComparer SetNextReader(AtomicReaderContext context)
    {
        docBase = context.DocBase;
        return this;
    }

    protected override long Read(int doc) => ((long)shard << 32) + docBase + doc;
}

/// <summary>An index that lacks the field, when unmapped_type allows it.</summary>
internal sealed class MissingComparer(IComparable? value) : FieldComparer<IComparable>
{
    object? top;

    public override int Compare(int slot1, int slot2) => 0;

    public override void SetBottom(int slot)
    {
    }

    public override void SetTopValue(IComparable value) => top = value;

    public override void SetTopValue<TValue>(TValue value) => top = value;

    public override int CompareBottom(int doc) => 0;

    public override int CompareTop(int doc) => SortValues.Compare(top, value);

    public override void Copy(int slot, int doc)
    {
    }

    public override FieldComparer SetNextReader(AtomicReaderContext context) => this;

    public override IComparable this[int slot] => value!;

    public override int CompareValues(IComparable first, IComparable second) => 0;
}
