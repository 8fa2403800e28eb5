using System.Globalization;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>
/// All that a process started: its group, its session, its descendants, and whoever still writes to its output. Members are remembered,
/// so that one whose parent has ended in the meantime is still known.
/// </summary>
internal sealed class ProcessTree(int leader, IReadOnlyCollection<string> outputs)
{
    private readonly Dictionary<int, ProcessEntry> _members = [];

    /// <summary>The living members without the leader itself.</summary>
    public IReadOnlyList<int> Others() => [.. Alive().Where(id => id != leader)];

    /// <summary>The living members.</summary>
    public IReadOnlyList<int> Alive()
    {
        var table = ProcessTable.Read();
        var byId = table.ToDictionary(entry => entry.Id);
        foreach (var gone in _members.Values.Where(known => !byId.TryGetValue(known.Id, out var now) || now.StartTicks != known.StartTicks || now.IsDead).ToArray())
        {
            // Its children stay members: they were noted while it lived.
            _members.Remove(gone.Id);
        }

        var found = true;
        while (found)
        {
            found = false;
            foreach (var entry in table)
            {
                found |= Belongs(entry) && _members.TryAdd(entry.Id, entry);
            }
        }

        foreach (var entry in table.Where(WritesToOutputs))
        {
            _members.TryAdd(entry.Id, entry);
        }

        return [.. _members.Values.Where(member => !byId[member.Id].IsDead).Select(member => member.Id)];
    }

    /// <summary>Sends SIGKILL to every member until none is left. Returns those that would not end within the rounds.</summary>
    public async Task<IReadOnlyList<int>> KillAsync(TimeProvider time)
    {
        IReadOnlyList<int> alive = [leader];
        for (var round = 0; round < 100; round++)
        {
            alive = Alive();
            if (alive.Count == 0)
            {
                break;
            }

            _ = LibC.kill(-leader, LibC.SIGKILL);
            foreach (var id in alive)
            {
                _ = LibC.kill(id, LibC.SIGKILL);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(50, 2 << Math.Min(round, 5))), time).ConfigureAwait(false);
        }

        return alive;
    }

    private bool Belongs(ProcessEntry entry) =>
        !entry.IsDead && entry.Id != Environment.ProcessId
        && (entry.Id == leader || entry.Group == leader || entry.Session == leader || entry.Parent == leader || _members.ContainsKey(entry.Parent));

    private bool WritesToOutputs(ProcessEntry entry)
    {
        if (entry.IsDead || outputs.Count == 0 || entry.Id == Environment.ProcessId || _members.ContainsKey(entry.Id))
        {
            return false;
        }

        return Holds(entry.Id, 1) || Holds(entry.Id, 2);
    }

    private bool Holds(int id, int descriptor)
    {
        try
        {
            var target = File.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/fd/{descriptor}"), returnFinalTarget: false);
            return target is not null && outputs.Contains(target.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // another user's process, or one that has just ended
        }
    }
}
