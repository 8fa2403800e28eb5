using System.Buffers.Binary;
using System.Globalization;

namespace Elasticsearch.Emulator.Journal;

/// <summary>
/// The file format: a header, then frames of length, CRC-32 of the payload, payload. A crash may leave the last frames torn;
/// everything from the first frame that is not whole is cut away when the journal is next opened, and kept beside it.
/// </summary>
internal static class JournalFile
{
    public const int FrameHeader = 8;
    const int MaxPayload = 512 * 1024 * 1024;

    public static ReadOnlySpan<byte> Header => "ESJRNL01"u8;

    public static string Path(string directory, long generation) =>
        System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"journal-{generation:D10}.log"));

    /// <summary>The generations in a directory, oldest first.</summary>
    public static List<long> Generations(string directory) =>
        [.. Directory.EnumerateFiles(directory, "journal-*.log")
            .Select(file => long.Parse(System.IO.Path.GetFileNameWithoutExtension(file)["journal-".Length..], CultureInfo.InvariantCulture))
            .Order()];

    /// <summary>Reads the whole records of a file, in order, and tells where the whole part ends.</summary>
    public static IEnumerable<JournalRecord> Read(string file, Action<long> wholeUntil)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        var frame = new byte[FrameHeader];
        if (stream.ReadAtLeast(frame, FrameHeader, throwOnEndOfStream: false) < FrameHeader || !frame.AsSpan().SequenceEqual(Header))
        {
            wholeUntil(0);
            yield break;
        }

        long whole = FrameHeader;
        wholeUntil(whole);
        while (stream.ReadAtLeast(frame, FrameHeader, throwOnEndOfStream: false) == FrameHeader)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(frame);
            if (length <= 0 || length > MaxPayload || length > stream.Length - stream.Position)
            {
                yield break;
            }

            var payload = new byte[length];
            stream.ReadExactly(payload);
            if (Crc32.Of(payload) != BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4)))
            {
                yield break;
            }

            whole += FrameHeader + length;
            wholeUntil(whole);
            yield return JournalRecord.Read(payload);
        }
    }

    /// <summary>Cuts a file to its whole part; what is cut is kept as a file of its own, because destroying evidence helps nobody.</summary>
    /// <returns>How many bytes were cut.</returns>
    public static long Cut(string file, long wholeUntil)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var torn = stream.Length - wholeUntil;
        if (torn <= 0)
        {
            return 0;
        }

        stream.Position = wholeUntil;
        using (var kept = new FileStream(file + ".torn", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.CopyTo(kept);
        }

        if (wholeUntil < FrameHeader)
        {
            stream.Position = 0;
            stream.Write(Header);
            wholeUntil = FrameHeader;
        }

        stream.SetLength(wholeUntil);
        stream.Flush(flushToDisk: true);
        return torn;
    }
}
