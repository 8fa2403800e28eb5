using System.ComponentModel;
using Aspire.Hosting.Processes.Unix;

namespace Aspire.Hosting.Processes;

/// <summary>Looks, before a process is started, for what would make the start fail, because the system's own error names neither the file nor the way out.</summary>
internal static class StartCheck
{
    /// <summary>The file to run, or a <see cref="ProcessStartException"/>.</summary>
    public static string Resolve(ProcessSpec spec)
    {
        if (!Directory.Exists(spec.WorkingDirectory))
        {
            throw new ProcessStartException($"'{spec.FileName}' cannot start: its working directory '{spec.WorkingDirectory}' does not exist. Create it, or name another working directory.");
        }

        var path = spec.Environment.GetValueOrDefault("PATH");
        if (ExecutableSearch.Find(spec.FileName, spec.WorkingDirectory, path) is { } file)
        {
            CheckInterpreter(spec, file);
            return file;
        }

        throw new ProcessStartException(NotFound(spec, path));
    }

    /// <summary>The system would not start a file that is there.</summary>
    public static ProcessStartException Refused(ProcessSpec spec, string file, Win32Exception reason) =>
        new($"'{spec.FileName}' cannot start: the system refused '{file}' in '{spec.WorkingDirectory}': {reason.Message}. Check that the file is a program for this machine and that it may be run.", reason);

    private static string NotFound(ProcessSpec spec, string? path)
    {
        if (!ExecutableSearch.HasDirectory(spec.FileName))
        {
            var searched = string.Join("\n  ", ExecutableSearch.Directories(spec.WorkingDirectory, path).DefaultIfEmpty("(PATH is empty)"));
            return $"'{spec.FileName}' cannot start: no program of this name was found. It was looked for in the directories of PATH:\n  {searched}\nInstall it, add its directory to PATH, or give its full path.";
        }

        var file = Path.GetFullPath(spec.FileName, Path.GetFullPath(spec.WorkingDirectory));
        if (Directory.Exists(file))
        {
            return $"'{spec.FileName}' cannot start: '{file}' is a directory, not a program. Name the program inside it.";
        }

        return File.Exists(file)
            ? $"'{spec.FileName}' cannot start: '{file}' is not executable. Run: chmod +x '{file}'"
            : $"'{spec.FileName}' cannot start: there is no file '{file}' (looked for from the working directory '{spec.WorkingDirectory}'). Build or install it, or correct the path.";
    }

    // A script whose interpreter is missing fails with "No such file", which reads as if the script itself were missing.
    private static void CheckInterpreter(ProcessSpec spec, string file)
    {
        if (OperatingSystem.IsWindows() || ReadShebang(file) is not { } interpreter || LibC.access(interpreter, LibC.X_OK) == 0)
        {
            return;
        }

        throw new ProcessStartException($"'{spec.FileName}' cannot start: the script '{file}' asks for the interpreter '{interpreter}', which is not there. Install it, or correct the first line of the script.");
    }

    private static string? ReadShebang(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> head = stackalloc byte[256];
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            if (!head.StartsWith("#!"u8))
            {
                return null;
            }

            var end = head.IndexOf((byte)'\n');
            var line = System.Text.Encoding.UTF8.GetString(head[2..(end < 0 ? head.Length : end)]).Trim();
            return line.Split([' ', '\t'], 2)[0] is { Length: > 0 } interpreter && interpreter.StartsWith('/') ? interpreter : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // executable but not readable: the kernel decides
        }
    }
}
