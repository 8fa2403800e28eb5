using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Elasticsearch.Emulator.Journal;

internal enum JournalOperation : byte
{
    Index = 1,
    Delete = 2,
}

/// <summary>One acknowledged change. Little-endian; texts and the source carry their length in bytes, -1 for none.</summary>
internal sealed record JournalRecord(
    JournalOperation Operation, long SeqNo, long PrimaryTerm, long Version, string Id, string? Routing, ReadOnlyMemory<byte> Source)
{
    const int FixedLength = 1 + 8 + 8 + 8;

    public void WriteTo(IBufferWriter<byte> buffer)
    {
        var fixedPart = buffer.GetSpan(FixedLength);
        fixedPart[0] = (byte)Operation;
        BinaryPrimitives.WriteInt64LittleEndian(fixedPart[1..], SeqNo);
        BinaryPrimitives.WriteInt64LittleEndian(fixedPart[9..], PrimaryTerm);
        BinaryPrimitives.WriteInt64LittleEndian(fixedPart[17..], Version);
        buffer.Advance(FixedLength);
        WriteBytes(buffer, Encoding.UTF8.GetBytes(Id));
        WriteBytes(buffer, Routing is null ? null : Encoding.UTF8.GetBytes(Routing));
        WriteLength(buffer, Source.Length);
        buffer.Write(Source.Span);
    }

    /// <exception cref="InvalidDataException">The bytes have the right checksum and yet are no record: written by something else.</exception>
    public static JournalRecord Read(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var bytes = payload.Span;
            var position = FixedLength;
            var id = ReadBytes(payload, ref position)!.Value;
            var routing = ReadBytes(payload, ref position);
            var source = ReadBytes(payload, ref position)!.Value;
            return new(
                (JournalOperation)bytes[0],
                BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[17..]),
                Encoding.UTF8.GetString(id.Span),
                routing is { } text ? Encoding.UTF8.GetString(text.Span) : null,
                source);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new InvalidDataException("a journal record is intact and yet not readable; it was written by another version", e);
        }
    }

    static void WriteBytes(IBufferWriter<byte> buffer, byte[]? bytes)
    {
        WriteLength(buffer, bytes?.Length ?? -1);
        buffer.Write(bytes);
    }

    static void WriteLength(IBufferWriter<byte> buffer, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), length);
        buffer.Advance(4);
    }

    static ReadOnlyMemory<byte>? ReadBytes(ReadOnlyMemory<byte> payload, ref int position)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(payload.Span[position..]);
        position += 4;
        if (length < 0)
        {
            return null;
        }

        var bytes = payload.Slice(position, length);
        position += length;
        return bytes;
    }
}
