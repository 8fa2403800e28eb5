namespace Aspire.Hosting.JavaScript;

/// <summary>Directories as AppHosts write them: either slash, relative to the AppHost.</summary>
internal static class NodeDirectory
{
    public static string Resolve(IDistributedApplicationBuilder builder, string path) =>
        Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar), builder.AppHostDirectory);
}
