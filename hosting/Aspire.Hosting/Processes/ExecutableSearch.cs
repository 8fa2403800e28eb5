using System.Runtime.InteropServices;
using Aspire.Hosting.Processes.Unix;

namespace Aspire.Hosting.Processes;

/// <summary>Finds the file that a command means, as a shell would.</summary>
internal static class ExecutableSearch
{
    /// <summary>The full path of <paramref name="command"/>, or null. A command with a directory part is taken relative to <paramref name="workingDirectory"/>; a bare name is looked up in <paramref name="path"/> (null: the host's PATH).</summary>
    public static string? Find(string command, string workingDirectory, string? path)
    {
        if (string.IsNullOrWhiteSpace(command))
        {
            return null;
        }

        return Candidates(command, workingDirectory, path).FirstOrDefault(IsExecutable);
    }

    /// <summary>The directories in which a bare name is looked up, in order.</summary>
    public static IEnumerable<string> Directories(string workingDirectory, string? path) =>
        (path ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            // An empty entry means the working directory, as POSIX has it.
            .Select(entry => Path.GetFullPath(entry.Trim('"'), Path.GetFullPath(workingDirectory)))
            .Distinct();

    /// <summary>Whether the command names a file by its place instead of by a name to look up.</summary>
    public static bool HasDirectory(string command) =>
        command.Contains('/') || (OperatingSystem.IsWindows() && (command.Contains('\\') || command.Contains(':')));

    private static IEnumerable<string> Candidates(string command, string workingDirectory, string? path)
    {
        var files = HasDirectory(command)
            ? [Path.GetFullPath(command, Path.GetFullPath(workingDirectory))]
            : Directories(workingDirectory, path).Select(directory => Path.Combine(directory, command));

        return OperatingSystem.IsWindows() ? files.SelectMany(WithExtensions) : files;
    }

    private static IEnumerable<string> WithExtensions(string file)
    {
        var extensions = (Environment.GetEnvironmentVariable("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';', StringSplitOptions.RemoveEmptyEntries);
        return Path.HasExtension(file) ? [file, .. extensions.Select(e => file + e)] : extensions.Select(e => file + e);
    }

    private static bool IsExecutable(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows) || LibC.access(file, LibC.X_OK) == 0;
    }
}
