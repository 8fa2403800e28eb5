using Elasticsearch.Emulator.Journal;
using Elasticsearch.Emulator.Tests.Infrastructure;
using FsCheck;
using FsCheck.Xunit;

namespace Elasticsearch.Emulator.Tests.Journal;

public sealed class JournalPropertyTests
{
    [Property(MaxTest = 60)]
    public bool Whatever_is_cut_off_the_end_the_whole_records_before_it_are_read(NonEmptyArray<byte[]> sources, ushort cut)
    {
        using var folder = new TemporaryFolder();
        var (file, records, ends) = Write(folder.Path, sources.Get);
        var length = new FileInfo(file).Length;
        var kept = length - (cut % (length + 1));
        using (var stream = new FileStream(file, FileMode.Open))
        {
            stream.SetLength(kept);
        }

        var read = Read(file, out var whole);
        var expected = ends.Count(end => end <= kept);
        return read.Count == expected
            && read.Zip(records).All(pair => Same(pair.First, pair.Second))
            && whole == (kept < JournalFile.FrameHeader ? 0 : expected == 0 ? JournalFile.FrameHeader : ends[expected - 1]);
    }

    [Property(MaxTest = 60)]
    public bool Rubbish_at_the_end_is_cut_and_kept_beside_the_journal(NonEmptyArray<byte[]> sources, NonEmptyArray<byte> rubbish)
    {
        using var folder = new TemporaryFolder();
        var (file, records, ends) = Write(folder.Path, sources.Get);
        using (var stream = new FileStream(file, FileMode.Append))
        {
            stream.Write(rubbish.Get);
        }

        var before = Read(file, out var whole);
        var cut = JournalFile.Cut(file, whole);
        return before.Count == records.Count && whole == ends[^1] && cut == rubbish.Get.Length
            && File.ReadAllBytes(file + ".torn").SequenceEqual(rubbish.Get)
            && Read(file, out var again).Count == records.Count && again == new FileInfo(file).Length;
    }

    [Property(MaxTest = 60)]
    public bool A_changed_byte_ends_the_journal_before_its_record(NonEmptyArray<byte[]> sources, uint where, byte change)
    {
        using var folder = new TemporaryFolder();
        var (file, _, ends) = Write(folder.Path, sources.Get);
        var bytes = File.ReadAllBytes(file);
        var at = JournalFile.FrameHeader + (int)(where % (bytes.Length - JournalFile.FrameHeader));
        bytes[at] ^= (byte)(change | 1);
        File.WriteAllBytes(file, bytes);
        return Read(file, out _).Count <= ends.Count(end => end <= at);
    }

    [Property(MaxTest = 200)]
    public bool A_record_is_read_as_it_was_written(NonNull<string> id, string? routing, byte[] source, long seqNo, long term, long version)
    {
        // Texts come from JSON and URLs: always well-formed.
        static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        var record = new JournalRecord(JournalOperation.Index, seqNo, term, version, WellFormed(id.Get), routing is null ? null : WellFormed(routing), source ?? []);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        record.WriteTo(buffer);
        return Same(JournalRecord.Read(buffer.WrittenMemory), record);
    }

    [Property(MaxTest = 200)]
    public bool The_checksum_is_that_of_a_plain_byte_by_byte_calculation(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return Crc32.Of(bytes) == ~crc;
    }

    static (string File, List<JournalRecord> Records, List<long> Ends) Write(string folder, byte[][] sources)
    {
        var records = sources.Select((source, i) => new JournalRecord(
            source is null or { Length: 0 } ? JournalOperation.Delete : JournalOperation.Index, i, 1, i + 1, $"id-{i}", i % 2 == 0 ? null : "r", source ?? [])).ToList();
        using var journal = new JournalWriter(folder, 1);
        var ends = records.Select(record => journal.Append(record) + JournalFile.FrameHeader).ToList();
        return (JournalFile.Path(folder, 1), records, ends);
    }

    static List<JournalRecord> Read(string file, out long whole)
    {
        long end = 0;
        var records = JournalFile.Read(file, at => end = at).ToList();
        whole = end;
        return records;
    }

    static bool Same(JournalRecord a, JournalRecord b) =>
        (a.Operation, a.SeqNo, a.PrimaryTerm, a.Version, a.Id, a.Routing) == (b.Operation, b.SeqNo, b.PrimaryTerm, b.Version, b.Id, b.Routing)
        && a.Source.Span.SequenceEqual(b.Source.Span);
}
