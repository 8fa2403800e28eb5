using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search;

/// <summary>
/// The numbers of one field in one segment, unpacked once they have been read as often as there are documents: sorting and counting whole indices
/// then costs an array access a document. Segments never change, and the column goes with its segment.
/// </summary>
internal sealed class DocValueColumn
{
    static readonly ConditionalWeakTable<object, ConcurrentDictionary<string, DocValueColumn>> BySegment = new();

    long reads;
    bool isMultiValued;
    volatile Unpacked? unpacked;

    public Unpacked? Values => unpacked;

    public static DocValueColumn Of(AtomicReader segment, string field) =>
        BySegment.GetValue(segment.CoreCacheKey, _ => new()).GetOrAdd(field, _ => new());

    /// <summary>Call for each read that the column could not answer.</summary>
    public void Missed(AtomicReader segment, string field)
    {
        if (++reads == Math.Max(segment.MaxDoc, 1) && !isMultiValued)
        {
            unpacked = Unpack(segment, field);
        }
    }

    // Read by several searches at once, the count is not exact, and need not be.
    Unpacked? Unpack(AtomicReader segment, string field)
    {
        var packed = segment.GetBinaryDocValues(field);
        var values = new long[segment.MaxDoc];
        var present = new FixedBitSet(segment.MaxDoc);
        var bytes = new BytesRef();
        for (var doc = 0; doc < values.Length; doc++)
        {
            packed.Get(doc, bytes);
            if (bytes.Length > 8)
            {
                isMultiValued = true;
                return null;
            }

            if (bytes.Length == 8)
            {
                values[doc] = BinaryPrimitives.ReadInt64BigEndian(bytes.Bytes.AsSpan(bytes.Offset));
                present.Set(doc);
            }
        }

        return new(values, present);
    }

    internal sealed class Unpacked(long[] values, FixedBitSet present)
    {
        public bool TryGet(int doc, out long value)
        {
            value = values[doc];
            return present.Get(doc);
        }
    }
}
