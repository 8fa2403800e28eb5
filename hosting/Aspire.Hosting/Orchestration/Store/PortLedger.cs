using System.Text.Json;

namespace Aspire.Hosting.Orchestration.Store;

/// <summary>The ports of the last runs, by "resource/endpoint", so that addresses stay the same from day to day.</summary>
internal sealed class PortLedger(string directory)
{
    private readonly string _file = Path.Combine(directory, "ports.json");

    /// <summary>What is remembered; empty when there is nothing or it cannot be read.</summary>
    public IReadOnlyDictionary<string, int> Read()
    {
        try
        {
            var ports = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(_file)) ?? [];
            return ports.Where(p => p.Value is > 0 and <= 65535).ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // A ledger that cannot be read costs new port numbers, not the run.
            return new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>Adds to what is remembered, atomically. Entries of resources that this run does not have are kept: a branch switched back finds its ports.</summary>
    public void Remember(IReadOnlyDictionary<string, int> ports)
    {
        var before = Read();
        var all = new SortedDictionary<string, int>(before.ToDictionary(), StringComparer.OrdinalIgnoreCase);
        foreach (var (endpoint, port) in ports)
        {
            all[endpoint] = port;
        }
        if (all.Count == before.Count && all.All(p => before.TryGetValue(p.Key, out var port) && port == p.Value))
        {
            return;
        }

        var scratch = _file + ".new";
        File.WriteAllBytes(scratch, JsonSerializer.SerializeToUtf8Bytes(all));
        File.Move(scratch, _file, overwrite: true);
    }
}
