namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>The <c>dotnet</c> command that runs this very process's runtime, so that children run on the same one.</summary>
internal static class DotNetHost
{
    private static readonly Lazy<string> Located = new(Locate);

    /// <summary>A full path where one is known, else "dotnet" for the PATH to resolve.</summary>
    public static string Path => Located.Value;

    private static string Locate()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (System.IO.Path.GetFileName(Environment.ProcessPath) == name)
        {
            return Environment.ProcessPath!;
        }
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host))
        {
            return host;
        }
        // <root>/shared/Microsoft.NETCore.App/<version>/ holds the runtime of a framework-dependent program.
        var root = new DirectoryInfo(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent?.FullName;
        if (root is not null && File.Exists(System.IO.Path.Combine(root, name)))
        {
            return System.IO.Path.Combine(root, name);
        }
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } set && File.Exists(System.IO.Path.Combine(set, name)))
        {
            return System.IO.Path.Combine(set, name);
        }
        return name;
    }
}
