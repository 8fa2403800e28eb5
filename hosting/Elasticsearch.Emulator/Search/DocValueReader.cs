using System.Buffers.Binary;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search;

/// <summary>Reads the packed numbers of one field in one segment; a document without the field has none.</summary>
internal sealed class DocValueReader(AtomicReader segment, string field)
{
    readonly BinaryDocValues? packed = segment.GetBinaryDocValues(field);
    readonly DocValueColumn column = DocValueColumn.Of(segment, field);
    readonly BytesRef bytes = new();
    DocValueColumn.Unpacked? unpacked;
    long single;

    /// <summary>Moves to a document and returns how many values it has, in ascending order.</summary>
    public int Read(int doc)
    {
        if (packed is null)
        {
            return 0;
        }

        if (unpacked is not null || (unpacked = column.Values) is not null)
        {
            return unpacked.TryGet(doc, out single) ? 1 : 0;
        }

        column.Missed(segment, field);
        packed.Get(doc, bytes);
        return bytes.Length / 8;
    }

    public long this[int i] => unpacked is not null ? single : BinaryPrimitives.ReadInt64BigEndian(bytes.Bytes.AsSpan(bytes.Offset + (i * 8)));
}
