using System.Globalization;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Journal;
using Elasticsearch.Emulator.Mapping;
using Elasticsearch.Emulator.Search;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Indices;

/// <summary>
/// One index on disk or in memory: Lucene for searching, the journal for everything acknowledged since Lucene's last commit.
/// A write goes (1) into Lucene, (2) into the journal, (3) into the version map, under one lock; it is acknowledged after the journal's fsync.
/// </summary>
internal sealed class IndexEngine : IDisposable
{
    const string CommittedSeqNo = "max_seq_no";

    // What the version map may hold before its memory is given back by an internal refresh, which searches do not see.
    const long MaxVersionMapBytes = 16 * 1024 * 1024;
    const long MaxJournalBytes = 64 * 1024 * 1024;

    static readonly TimeSpan IdleFlush = TimeSpan.FromSeconds(30);

    readonly IndexDocuments documents;
    readonly Lucene.Net.Store.Directory directory;
    readonly IndexWriter writer;
    readonly JournalWriter? journal;
    readonly VersionMap versions;
    readonly System.Threading.Lock writing = new();

    // Taken after `writing` where both are held, never before it.
    readonly System.Threading.Lock reopening = new();
    readonly RefreshSchedule schedule;
    readonly ITimer idle;
    readonly long primaryTerm;
    readonly TimeProvider time;
    DirectoryReader newest;
    DirectoryReader visible;
    long maxSeqNo = -1;
    long refreshedSeqNo = -1;
    bool closed;

    /// <param name="path">The folder of the index; null keeps it in memory.</param>
    public IndexEngine(string? path, IndexDocuments documents, long primaryTerm, Func<TimeSpan> refreshInterval, TimeProvider time, ILogger log)
    {
        this.documents = documents;
        this.primaryTerm = primaryTerm;
        this.time = time;
        versions = new(time);
        directory = path is null ? new RAMDirectory() : FSDirectory.Open(Path.Combine(path, "lucene"));
        writer = new(directory, new(LuceneVersion.LUCENE_48, documents.Analyzer)
        {
            Similarity = ElasticsearchSimilarity.Instance,
            MaxThreadStates = 1,
            RAMBufferSizeMB = 24,
        });
        if (path is not null)
        {
            var journalPath = Path.Combine(path, "journal");
            System.IO.Directory.CreateDirectory(journalPath);
            var recovered = Recover(journalPath, log);
            journal = new(journalPath, recovered.NextGeneration);
        }

        newest = DirectoryReader.Open(writer, true);
        visible = newest;
        visible.IncRef();
        refreshedSeqNo = maxSeqNo;
        versions.BeginRefresh();
        versions.EndRefresh();
        schedule = new(refreshInterval, time, Refresh);
        idle = time.CreateTimer(_ => FlushWhenIdle(log), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (journal is not null)
        {
            Flush();
        }
    }

    /// <summary>How many documents searches see.</summary>
    public int VisibleDocuments
    {
        get
        {
            lock (reopening)
            {
                return visible.NumDocs;
            }
        }
    }

    public int DeletedDocuments
    {
        get
        {
            lock (reopening)
            {
                return visible.NumDeletedDocs;
            }
        }
    }

    public long SizeInBytes => directory.ListAll().Sum(file =>
    {
        try
        {
            return directory.FileLength(file);
        }
        catch (IOException)
        {
            // Merged away since it was listed.
            return 0;
        }
    });

    public WriteResult Index(string id, JsonBody body, byte[] source, string? routing, WriteCondition condition, bool isNewId = false)
    {
        lock (writing)
        {
            ThrowIfClosed();
            var present = isNewId ? null : Current(id);
            var version = documents.NextVersion(id, present, condition);
            var parsed = documents.Parse(id, body);
            var seqNo = maxSeqNo + 1;
            Add(id, parsed, routing, source, seqNo, primaryTerm, version, replaces: present is not null);
            maxSeqNo = seqNo;
            var position = Append(new(JournalOperation.Index, seqNo, primaryTerm, version, id, routing, source));
            versions.Put(id, new(seqNo, primaryTerm, version, source, routing, time.GetTimestamp()));
            AfterWrite();
            return new(id, present is null or { IsDeleted: true } ? WriteOutcome.Created : WriteOutcome.Updated, version, seqNo, primaryTerm, position);
        }
    }

    public WriteResult Delete(string id, WriteCondition condition)
    {
        lock (writing)
        {
            ThrowIfClosed();
            var present = Current(id);
            var version = documents.NextVersion(id, present, condition);
            var seqNo = maxSeqNo + 1;
            writer.DeleteDocuments(new Term(MetaFields.Id, id));
            maxSeqNo = seqNo;
            var position = Append(new(JournalOperation.Delete, seqNo, primaryTerm, version, id, null, default));
            versions.Put(id, new(seqNo, primaryTerm, version, null, null, time.GetTimestamp()));
            AfterWrite();
            return new(id, present is null or { IsDeleted: true } ? WriteOutcome.NotFound : WriteOutcome.Deleted, version, seqNo, primaryTerm, position);
        }
    }

    /// <summary>The document as it is now, whether or not searches see it yet.</summary>
    public StoredDocument? Get(string id)
    {
        var entry = versions.Find(id);
        if (entry is not null)
        {
            return entry.IsDeleted ? null : new(id, entry.Source!, entry.Routing, entry.Version, entry.SeqNo, entry.PrimaryTerm);
        }

        using var snapshot = Newest();
        return DocumentLookup.Find(snapshot.Reader, id);
    }

    /// <summary>The document as searches see it.</summary>
    public StoredDocument? GetVisible(string id)
    {
        using var snapshot = Visible();
        return DocumentLookup.Find(snapshot.Reader, id);
    }

    /// <summary>Completes when the journal is on disk up to a position.</summary>
    public Task DurableAsync(long position) => journal?.DurableAsync(position) ?? Task.CompletedTask;

    public Snapshot Visible()
    {
        lock (reopening)
        {
            ThrowIfClosed();
            visible.IncRef();
            return new(visible);
        }
    }

    /// <summary>Makes everything written so far visible to searches.</summary>
    public void Refresh()
    {
        lock (reopening)
        {
            if (closed)
            {
                return;
            }

            var waiting = schedule.Begin();
            Reopen();
            if (!ReferenceEquals(visible, newest))
            {
                newest.IncRef();
                visible.DecRef();
                visible = newest;
            }

            schedule.End(waiting);
        }
    }

    /// <summary>Completes when searches see a write; the next refresh is not brought forward.</summary>
    public Task VisibleAsync(long seqNo) => schedule.WaitAsync(() => Volatile.Read(ref refreshedSeqNo) >= seqNo);

    /// <summary>Lets the refresh schedule take up a changed refresh_interval.</summary>
    public void IntervalChanged() => schedule.Touch();

    /// <summary>Commits Lucene and forgets the journal before it.</summary>
    public void Flush()
    {
        lock (writing)
        {
            if (closed)
            {
                return;
            }

            Commit();
        }
    }

    public void ForceMerge(int segments) => writer.ForceMerge(segments);

    public void Dispose()
    {
        lock (writing)
        {
            if (closed)
            {
                return;
            }

            Commit();
            lock (reopening)
            {
                closed = true;
                idle.Dispose();
                schedule.Dispose();
                visible.DecRef();
                newest.DecRef();
            }

            writer.Dispose(waitForMerges: false);
            journal?.Dispose();
            directory.Dispose();
        }
    }

    (long NextGeneration, int Replayed) Recover(string journalPath, ILogger log)
    {
        if (writer.CommitData.TryGetValue(CommittedSeqNo, out var text))
        {
            maxSeqNo = long.Parse(text, CultureInfo.InvariantCulture);
        }

        var committed = maxSeqNo;
        var replayed = 0;
        var generations = JournalFile.Generations(journalPath);
        foreach (var generation in generations)
        {
            var file = JournalFile.Path(journalPath, generation);
            long whole = 0;
            foreach (var record in JournalFile.Read(file, end => whole = end))
            {
                if (record.SeqNo > committed)
                {
                    Replay(record);
                    replayed++;
                }
            }

            if (JournalFile.Cut(file, whole) is var cut and > 0)
            {
                log.LogWarning("{File}: cut {Bytes} bytes that a crash left incomplete; they are kept in {File}.torn", file, cut, file);
            }
        }

        return (generations.LastOrDefault() + 1, replayed);
    }

    void Replay(JournalRecord record)
    {
        maxSeqNo = Math.Max(maxSeqNo, record.SeqNo);
        if (record.Operation == JournalOperation.Delete)
        {
            writer.DeleteDocuments(new Term(MetaFields.Id, record.Id));
            versions.Put(record.Id, new(record.SeqNo, record.PrimaryTerm, record.Version, null, null, time.GetTimestamp()));
            return;
        }

        var source = record.Source.ToArray();
        var parsed = documents.Parse(record.Id, JsonBody.Parse(source));
        Add(record.Id, parsed, record.Routing, source, record.SeqNo, record.PrimaryTerm, record.Version, replaces: true);
    }

    void Add(string id, ParsedDocument parsed, string? routing, byte[] source, long seqNo, long term, long version, bool replaces)
    {
        var document = parsed.Finish(id, routing, source, seqNo, term, version);
        try
        {
            if (replaces)
            {
                writer.UpdateDocument(new Term(MetaFields.Id, id), document);
            }
            else
            {
                writer.AddDocument(document);
            }
        }
        catch (ArgumentException e)
        {
            throw Failures.IllegalArgument(e.Message);
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException e)
        {
            throw Failures.IllegalArgument($"a pattern of the analyser takes too long on this text: {e.Pattern}");
        }
    }

    long Append(JournalRecord record) => journal?.Append(record) ?? 0;

    void AfterWrite()
    {
        schedule.Touch();
        if (versions.Size > MaxVersionMapBytes)
        {
            lock (reopening)
            {
                Reopen();
            }
        }

        if (journal?.Length > MaxJournalBytes)
        {
            Commit();
        }
    }

    VersionEntry? Current(string id)
    {
        if (versions.Find(id) is { } entry)
        {
            return entry;
        }

        using var snapshot = Newest();
        return DocumentLookup.FindVersion(snapshot.Reader, id);
    }

    Snapshot Newest()
    {
        lock (reopening)
        {
            ThrowIfClosed();
            newest.IncRef();
            return new(newest);
        }
    }

    // Called with `reopening` held. The version map is split first, so that a write between the split and the reopening is in the map and perhaps in the reader too.
    void Reopen()
    {
        var upTo = Volatile.Read(ref maxSeqNo);
        versions.BeginRefresh();
        if (DirectoryReader.OpenIfChanged(newest, writer, true) is { } reopened)
        {
            newest.DecRef();
            newest = reopened;
        }

        versions.EndRefresh();
        Volatile.Write(ref refreshedSeqNo, upTo);
        if (journal is not null)
        {
            idle.Change(IdleFlush, Timeout.InfiniteTimeSpan);
        }
    }

    // Called with `writing` held: nothing is written between the sequence number and the commit.
    void Commit()
    {
        if (journal is null)
        {
            return;
        }

        var closedGeneration = journal.Roll();
        writer.SetCommitData(new Dictionary<string, string> { [CommittedSeqNo] = maxSeqNo.ToString(CultureInfo.InvariantCulture) });
        writer.Commit();
        journal.DeleteThrough(closedGeneration);
    }

    void FlushWhenIdle(ILogger log)
    {
        try
        {
            if (journal!.Length > JournalFile.FrameHeader)
            {
                Flush();
            }
        }
        catch (Exception e)
        {
            log.LogError(e, "flushing an idle index failed; the journal still holds what was not committed");
        }
    }

    void ThrowIfClosed()
    {
        if (closed)
        {
            throw new ElasticsearchException(503, "index_closed_exception", "the index has been closed or deleted");
        }
    }
}
