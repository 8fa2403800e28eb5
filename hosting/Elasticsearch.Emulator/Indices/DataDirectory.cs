using System.Text.Json;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Journal;

namespace Elasticsearch.Emulator.Indices;

/// <summary>The folder that everything lives in, owned by one process at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    readonly FileStream owner;
    readonly Lock writing = new();

    /// <exception cref="IOException">Another process owns the folder, or it cannot be written.</exception>
    public DataDirectory(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(IndicesPath);
        try
        {
            // The system frees the lock when the process ends, however it ends.
            owner = new(System.IO.Path.Combine(Path, "node.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"The data directory {Path} is in use by another emulator. Stop that one, or give this one a folder of its own with --data.", e);
        }
    }

    public string Path { get; }

    public string IndicesPath => System.IO.Path.Combine(Path, "indices");

    string MetadataPath => System.IO.Path.Combine(Path, "cluster.json");

    public string IndexPath(string uuid) => System.IO.Path.Combine(IndicesPath, uuid);

    public JsonObject? ReadMetadata() =>
        File.Exists(MetadataPath) ? JsonNode.Parse(File.ReadAllBytes(MetadataPath))!.AsObject() : null;

    /// <summary>Replaces the metadata durably and as a whole: an alias swap is seen entirely or not at all.</summary>
    /// <param name="current">Asked for with the write turn held, so that a later state is never overwritten by an earlier one.</param>
    public void WriteMetadata(Func<JsonObject> current)
    {
        lock (writing)
        {
            DiskSync.Replace(MetadataPath, JsonSerializer.SerializeToUtf8Bytes(current()));
        }
    }

    public string CreateIndexFolder(string uuid)
    {
        var path = IndexPath(uuid);
        Directory.CreateDirectory(path);
        DiskSync.Directory(IndicesPath);
        return path;
    }

    /// <summary>Removes the folders of indices that the metadata does not know: deleted, or never finished, when a crash came.</summary>
    public void RemoveStrays(IReadOnlySet<string> uuids)
    {
        foreach (var folder in Directory.EnumerateDirectories(IndicesPath).Where(folder => !uuids.Contains(System.IO.Path.GetFileName(folder))))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => owner.Dispose();
}
