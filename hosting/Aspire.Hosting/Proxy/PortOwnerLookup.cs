using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Proxy;

/// <summary>Finds who listens on a TCP port: the socket's inode from /proc/net, then the process that holds it. Best effort: null elsewhere than on Linux, and for other users' processes.</summary>
internal static class PortOwnerLookup
{
    private const string Listening = "0A";

    public static PortOwner? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var inodes = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).ToHashSet();
        return inodes.Count == 0 ? null : Holders(inodes).FirstOrDefault();
    }

    /// <summary>Whether anybody listens on the port, on whatever address.</summary>
    public static bool IsListening(int port) =>
        OperatingSystem.IsLinux() && Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).Any();

    // "sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ...", addresses as HEX:PORT.
    private static IEnumerable<string> Inodes(string table, int port)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(table);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        foreach (var line in lines.Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            {
                yield return $"socket:[{fields[9]}]";
            }
        }
    }

    private static IEnumerable<PortOwner> Holders(HashSet<string> sockets)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && HoldsAny(directory, sockets))
            {
                yield return new PortOwner(id, NameOf(directory));
            }
        }
    }

    private static bool HoldsAny(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"{process}/fd").Any(entry => IsAny(entry, sockets));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A busy process closes files while they are looked at; that one is gone says nothing about the others.
    private static bool IsAny(string descriptor, HashSet<string> sockets)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false) is { } target && sockets.Contains(target.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // "dotnet" or "python3" says little; the first argument (the assembly, the script) says which. No more of the command line: it may hold secrets.
    private static string NameOf(string process)
    {
        try
        {
            var name = File.ReadAllText($"{process}/comm").Trim();
            var command = Encoding.UTF8.GetString(File.ReadAllBytes($"{process}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var script = command.Skip(1).FirstOrDefault(argument => !argument.StartsWith('-'));
            var file = script is null || !File.Exists(Path.Combine(File.ResolveLinkTarget($"{process}/cwd", false)?.FullName ?? "/", script)) ? null : Path.GetFileName(script);
            return file is null || file == name ? name : $"{name} {file}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
