using System.Buffers.Binary;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search;

/// <summary>Reads the packed numbers of one field in one segment; a document without the field has none.</summary>
internal sealed class DocValueReader(AtomicReader segment, string field)
{
    readonly BinaryDocValues? values = segment.GetBinaryDocValues(field);
    readonly BytesRef bytes = new();

    /// <summary>Moves to a document and returns how many values it has, in ascending order.</summary>
    public int Read(int doc)
    {
        if (values is null)
        {
            return 0;
        }

        values.Get(doc, bytes);
        return bytes.Length / 8;
    }

    public long this[int i] => BinaryPrimitives.ReadInt64BigEndian(bytes.Bytes.AsSpan(bytes.Offset + (i * 8)));
}
