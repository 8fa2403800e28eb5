using System.Globalization;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>One line of the process table. The start time tells a process from a later one with the same id.</summary>
internal readonly record struct ProcessEntry(int Id, int Parent, int Group, int Session, char State, ulong StartTicks)
{
    /// <summary>Ended, and only waiting to be collected by its parent.</summary>
    public bool IsDead => State is 'Z' or 'X';
}

/// <summary>Reads /proc. Elsewhere than on Linux it is empty, and only process groups are known.</summary>
internal static class ProcessTable
{
    public static IReadOnlyList<ProcessEntry> Read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var entries = new List<ProcessEntry>(256);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Find(id) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    public static ProcessEntry? Find(int id)
    {
        try
        {
            return Parse(id, File.ReadAllText($"/proc/{id}/stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked
        }
    }

    // "id (name) state parent group session tty ..."; the name may hold blanks and parentheses, so fields count from the last one.
    internal static ProcessEntry? Parse(int id, string stat)
    {
        var end = stat.LastIndexOf(')');
        if (end < 0)
        {
            return null;
        }

        var fields = stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20
            ? null
            : new ProcessEntry(id, int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture),
                int.Parse(fields[3], CultureInfo.InvariantCulture), fields[0][0], ulong.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
