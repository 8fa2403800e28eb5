using Elasticsearch.Emulator.Journal;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Journal;

public sealed class JournalWriterTests
{
    [Fact]
    public async Task What_was_said_to_be_durable_is_in_the_file()
    {
        using var folder = new TemporaryFolder();
        using var journal = new JournalWriter(folder.Path, 1);
        var appending = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            long position;
            lock (appending)
            {
                position = journal.Append(Record(i));
            }

            await journal.DurableAsync(position);
            Assert.True(new FileInfo(JournalFile.Path(folder.Path, 1)).Length >= position + JournalFile.FrameHeader);
        })));

        Assert.Equal(200, JournalFile.Read(JournalFile.Path(folder.Path, 1), _ => { }).Count());
    }

    [Fact]
    public void A_new_generation_begins_after_everything_before_it_is_written()
    {
        using var folder = new TemporaryFolder();
        using var journal = new JournalWriter(folder.Path, 7);
        journal.Append(Record(1));

        var closed = journal.Roll();
        journal.Append(Record(2));
        journal.Dispose();

        Assert.Equal(7, closed);
        Assert.Equal([7, 8], JournalFile.Generations(folder.Path));
        Assert.Equal("1", Assert.Single(JournalFile.Read(JournalFile.Path(folder.Path, 7), _ => { })).Id);
        Assert.Equal("2", Assert.Single(JournalFile.Read(JournalFile.Path(folder.Path, 8), _ => { })).Id);
    }

    [Fact]
    public void Old_generations_go_and_the_present_one_stays()
    {
        using var folder = new TemporaryFolder();
        using var journal = new JournalWriter(folder.Path, 1);
        journal.Roll();
        var closed = journal.Roll();

        journal.DeleteThrough(closed);

        Assert.Equal([3], JournalFile.Generations(folder.Path));
    }

    [Fact]
    public void A_closed_journal_takes_nothing_more()
    {
        using var folder = new TemporaryFolder();
        var journal = new JournalWriter(folder.Path, 1);
        journal.Dispose();

        Assert.Throws<IOException>(() => journal.Append(Record(1)));
    }

    static JournalRecord Record(int i) => new(JournalOperation.Index, i, 1, 1, $"{i}", null, new byte[100]);
}
