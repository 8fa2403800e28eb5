using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aspirate.Cli;
using Aspirate.Problems;
using Aspirate.Secrets;

namespace Aspirate.Output;

/// <summary>
/// Writes the files of one generation. A record of what was written lies beside them: a file that is no longer produced is
/// removed only when it stands there and nobody changed it since.
/// </summary>
public sealed class OutputFolder(string folder)
{
    public const string RecordName = ".aspirate-files.json";

    private readonly string _root = Path.GetFullPath(folder);

    /// <param name="keeps">Which files of earlier generations stay though they are not among these.</param>
    public OutputSummary Write(IReadOnlyList<OutputFile> files, Func<string, bool>? keeps = null)
    {
        var targets = files.Select(f => (File: f, Full: Locate(f.Path))).ToList();
        var before = ReadRecord();
        var now = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<string> written = [];
        Directory.CreateDirectory(_root);
        var lastFolder = "";
        foreach (var (file, full) in targets)
        {
            var content = Encoding.UTF8.GetBytes(file.Text);
            now[file.Path] = Hash(content);
            // An unchanged file keeps its time, so that tools that look at times see no change either.
            if (before.TryGetValue(file.Path, out var hash) && hash == now[file.Path] && HasContent(full, content))
            {
                continue;
            }

            var parent = Path.GetDirectoryName(full)!;
            if (parent != lastFolder)
            {
                Directory.CreateDirectory(parent);
                lastFolder = parent;
            }

            if (file.Private)
            {
                PrivateFile.Write(full, content);
            }
            else
            {
                File.WriteAllBytes(full, content);
            }

            written.Add(file.Path);
        }

        foreach (var (path, hash) in before.Where(b => keeps is not null && keeps(b.Key)))
        {
            now.TryAdd(path, hash);
        }

        var (removed, kept) = RemoveStale(before, now);
        WriteRecord(now);
        return new(written, removed, kept);
    }

    private string Locate(string path)
    {
        var full = Path.GetFullPath(Path.Combine(_root, path));
        if (!full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"\"{path}\" would be written outside of {_root}.");
        }

        // A link among the folders could lead the files elsewhere.
        for (var parent = Path.GetDirectoryName(full)!; parent.Length > _root.Length; parent = Path.GetDirectoryName(parent)!)
        {
            if (new DirectoryInfo(parent) is { Exists: true, LinkTarget: not null })
            {
                throw new CommandFailedException(ExitCode.Failure, $"{parent} is a link that leads out of the output folder; remove it.");
            }
        }

        return full;
    }

    private (List<string> Removed, List<string> Kept) RemoveStale(Dictionary<string, string> before, SortedDictionary<string, string> now)
    {
        List<string> removed = [];
        List<string> kept = [];
        foreach (var (path, hash) in before.Where(b => !now.ContainsKey(b.Key)).OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            var full = Locate(path);
            if (!File.Exists(full))
            {
                continue;
            }

            if (Hash(File.ReadAllBytes(full)) != hash)
            {
                kept.Add(path);
                continue;
            }

            File.Delete(full);
            removed.Add(path);
            for (var parent = Path.GetDirectoryName(full)!; parent.Length > _root.Length && !Directory.EnumerateFileSystemEntries(parent).Any(); parent = Path.GetDirectoryName(parent)!)
            {
                Directory.Delete(parent);
            }
        }

        return (removed, kept);
    }

    private Dictionary<string, string> ReadRecord()
    {
        var path = Path.Combine(_root, RecordName);
        Dictionary<string, string> record = new(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return record;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                if (entry.Value.ValueKind == JsonValueKind.String && !Path.IsPathRooted(entry.Name) && !entry.Name.Split('/').Contains(".."))
                {
                    record[entry.Name] = entry.Value.GetString()!;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Without a readable record nothing counts as ours, so nothing is removed.
            record.Clear();
        }

        return record;
    }

    private void WriteRecord(SortedDictionary<string, string> now)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            writer.WriteStartObject();
            foreach (var (path, hash) in now)
            {
                writer.WriteString(path, hash);
            }

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        File.WriteAllBytes(Path.Combine(_root, RecordName), stream.ToArray());
    }

    private static bool HasContent(string path, byte[] content)
    {
        var info = new FileInfo(path);
        return info.Exists && info.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
