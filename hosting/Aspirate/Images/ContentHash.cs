using System.Security.Cryptography;
using System.Text;

namespace Aspirate.Images;

/// <summary>
/// The hash of what files hold: of their names, content and whether they may be executed, not of times, owners or where
/// the folder lies. Two clones of one commit have the same hashes.
/// </summary>
internal static class ContentHash
{
    public static string OfText(string text) => Short(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string OfFile(string path) => Short(HashFile(path));

    /// <param name="skips">Tells, for a path relative to the folder and whether it is a folder, if it does not count.</param>
    public static string OfFolder(string folder, Func<string, bool, bool> skips)
    {
        List<string> files = [];
        Collect(folder, "", skips, files);
        files.Sort(StringComparer.Ordinal);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var relative in files)
        {
            var full = Path.Combine(folder, relative);
            var link = new FileInfo(full).LinkTarget;
            var mode = link is not null ? 'l' : IsExecutable(full) ? 'x' : 'f';
            whole.AppendData(Encoding.UTF8.GetBytes($"{mode} {relative}\0"));
            whole.AppendData(link is not null ? SHA256.HashData(Encoding.UTF8.GetBytes(link)) : HashFile(full));
        }

        return Short(whole.GetHashAndReset());
    }

    private static void Collect(string folder, string prefix, Func<string, bool, bool> skips, List<string> files)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var relative = prefix + entry.Name;
            // A linked folder is a link, as it is for the builders: what it leads to is not part of the context.
            var isFolder = entry is DirectoryInfo && entry.LinkTarget is null;
            if (skips(relative, isFolder))
            {
                continue;
            }

            if (isFolder)
            {
                Collect(entry.FullName, relative + "/", skips, files);
            }
            else if (entry.LinkTarget is not null || IsRegular(entry))
            {
                files.Add(relative);
            }
        }
    }

    // Reading a pipe or a socket would wait forever.
    private static bool IsRegular(FileSystemInfo entry) => (entry.Attributes & FileAttributes.Device) == 0;

    private static bool IsExecutable(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0;

    private static byte[] HashFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        return SHA256.HashData(stream);
    }

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash)[..32];
}
