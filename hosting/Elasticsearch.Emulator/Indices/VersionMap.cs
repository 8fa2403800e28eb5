namespace Elasticsearch.Emulator.Indices;

/// <param name="Source">Null for a tombstone.</param>
internal sealed record VersionEntry(long SeqNo, long PrimaryTerm, long Version, byte[]? Source, string? Routing, long Timestamp)
{
    public bool IsDeleted => Source is null;
}

/// <summary>
/// What was written since the reader was opened, and recent deletions. Writers use it with the index's write lock held;
/// readers may look at any time.
/// </summary>
internal sealed class VersionMap(TimeProvider time)
{
    // index.gc_deletes: how long a deletion remembers its version.
    static readonly TimeSpan TombstoneLifetime = TimeSpan.FromSeconds(60);

    readonly System.Collections.Concurrent.ConcurrentDictionary<string, VersionEntry> tombstones = new();
    System.Collections.Concurrent.ConcurrentDictionary<string, VersionEntry> current = new();
    System.Collections.Concurrent.ConcurrentDictionary<string, VersionEntry> refreshing = new();

    /// <summary>Bytes of the sources held.</summary>
    public long Size { get; private set; }

    public VersionEntry? Find(string id) =>
        current.GetValueOrDefault(id) ?? refreshing.GetValueOrDefault(id) ?? tombstones.GetValueOrDefault(id);

    public void Put(string id, VersionEntry entry)
    {
        if (entry.IsDeleted)
        {
            tombstones[id] = entry;
        }

        current[id] = entry;
        if (!entry.IsDeleted)
        {
            tombstones.TryRemove(id, out _);
        }

        Size += (entry.Source?.Length ?? 0) + 100;
    }

    /// <summary>From here on new writes gather apart; call before the reader is reopened.</summary>
    public void BeginRefresh()
    {
        refreshing = current;
        current = new();
        Size = 0;
    }

    /// <summary>The reader now shows everything from before <see cref="BeginRefresh"/>.</summary>
    public void EndRefresh()
    {
        refreshing = new();
        foreach (var (id, entry) in tombstones)
        {
            if (time.GetElapsedTime(entry.Timestamp) > TombstoneLifetime)
            {
                tombstones.TryRemove(KeyValuePair.Create(id, entry));
            }
        }
    }
}
