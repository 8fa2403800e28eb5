namespace Aspire.Hosting.Python;

/// <summary>Directories as AppHosts write them: either slash, relative to something known.</summary>
internal static class PythonDirectory
{
    public static string Resolve(string path, string relativeTo) =>
        Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar), relativeTo);
}
