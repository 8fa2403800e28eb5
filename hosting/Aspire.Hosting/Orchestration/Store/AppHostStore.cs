using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Orchestration.Store;

/// <summary>The folder in which one AppHost keeps what it remembers from run to run, and the lock that says it is running.</summary>
internal sealed class AppHostStore : IDisposable
{
    // Two applications of one AppHost inside one process (a test suite) are no mistake: the second keeps to a folder of its own.
    private static readonly HashSet<string> HeldByThisProcess = new(StringComparer.Ordinal);

    private readonly FileStream? _lock;

    private AppHostStore(string directory, bool isTemporary, FileStream? @lock, string? notice) =>
        (Directory, IsTemporary, _lock, Notice) = (directory, isTemporary, @lock, notice);

    /// <summary>The folder; it exists.</summary>
    public string Directory { get; }

    /// <summary>True when the folder is deleted at the end of the run.</summary>
    public bool IsTemporary { get; }

    /// <summary>Why nothing is remembered although it should be, or null.</summary>
    public string? Notice { get; }

    /// <summary>Opens the AppHost's folder and locks it for this run.</summary>
    /// <exception cref="DistributedApplicationException">Another process runs this AppHost.</exception>
    public static AppHostStore Open(string appHostPath, bool isolated, string? stateHome = null)
    {
        if (isolated)
        {
            return Temporary(null);
        }

        var directory = FolderOf(appHostPath, stateHome);
        lock (HeldByThisProcess)
        {
            if (HeldByThisProcess.Contains(directory))
            {
                return Temporary(null);
            }
            try
            {
                CreatePrivate(directory);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return Temporary($"Nothing is remembered from this run, because '{directory}' cannot be written: {e.Message} Set XDG_STATE_HOME to a folder that can.");
            }
            var held = Lock(directory, appHostPath);
            HeldByThisProcess.Add(directory);
            return new AppHostStore(directory, isTemporary: false, held, null);
        }
    }

    /// <summary>What the last run remembered, read without locking and without leaving a trace.</summary>
    public static IReadOnlyDictionary<string, int> Peek(string appHostPath, bool isolated, string? stateHome = null) =>
        isolated ? new Dictionary<string, int>() : new PortLedger(FolderOf(appHostPath, stateHome)).Read();

    /// <summary>Ends the lock, and deletes a temporary folder.</summary>
    public void Dispose()
    {
        if (IsTemporary)
        {
            try
            {
                System.IO.Directory.Delete(Directory, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A child that outlives its grace may still write there; the system's temp cleaning takes it.
            }
            return;
        }
        lock (HeldByThisProcess)
        {
            if (HeldByThisProcess.Remove(Directory))
            {
                _lock?.Dispose();
            }
        }
    }

    private static string FolderOf(string appHostPath, string? stateHome) =>
        Path.Combine(stateHome ?? StateHome(), "aspire-hosting", FolderName(appHostPath));

    private static AppHostStore Temporary(string? notice) =>
        new(System.IO.Directory.CreateTempSubdirectory("aspire-hosting-").FullName, isTemporary: true, null, notice);

    private static FileStream Lock(string directory, string appHostPath)
    {
        var owner = Path.Combine(directory, "owner");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            var who = ReadOwner(owner) is { } pid ? $"process {pid}" : "another process";
            throw new DistributedApplicationException(
                $"The AppHost '{appHostPath}' is already running as {who}. Stop that one first, or start this one beside it with --isolated, " +
                "which gives it random ports and its own state.");
        }
        try
        {
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // The name of the owner only makes the other's message better.
        }
        return file;
    }

    private static string? ReadOwner(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } text && text.All(char.IsAsciiDigit) ? text : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string StateHome()
    {
        // The XDG specification says that a relative path is to be ignored.
        if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set))
        {
            return set;
        }
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), ".local", "state");
    }

    private static string FolderName(string appHostPath)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(appHostPath)));
        var name = Path.GetFileNameWithoutExtension(appHostPath);
        var readable = new string([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_').Take(40)]);
        return $"{(readable.Length > 0 ? readable.ToLowerInvariant() : "apphost")}-{hash[..12]}";
    }

    private static void CreatePrivate(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(directory);
        }
        else
        {
            System.IO.Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
