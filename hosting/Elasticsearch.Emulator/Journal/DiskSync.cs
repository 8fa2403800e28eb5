using System.Runtime.InteropServices;

namespace Elasticsearch.Emulator.Journal;

/// <summary>Makes names durable: creating or renaming a file is only safe after its directory has been synchronised too.</summary>
internal static partial class DiskSync
{
    public static void Directory(string path)
    {
        // Windows journals directory changes itself and offers no such call.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            throw new IOException($"cannot open the directory {path} to synchronise it (errno {Marshal.GetLastPInvokeError()})");
        }

        try
        {
            if (Synchronise(descriptor) != 0)
            {
                throw new IOException($"cannot synchronise the directory {path} (errno {Marshal.GetLastPInvokeError()})");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Replaces a file as one step: after a crash there is the old content or the new, never a mixture.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        Directory(Path.GetDirectoryName(path)!);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
