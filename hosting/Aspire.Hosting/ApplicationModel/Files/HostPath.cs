namespace Aspire.Hosting.ApplicationModel;

/// <summary>Paths as AppHosts write them: either slash, relative to a directory that is known.</summary>
internal static class HostPath
{
    public static string Resolve(string path, string relativeTo) =>
        Path.GetFullPath(WithNativeSeparators(path), relativeTo);

    // A backslash is a valid character of Unix file names, but AppHosts written on Windows mean a separator.
    private static string WithNativeSeparators(string path) =>
        path.Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar);
}
