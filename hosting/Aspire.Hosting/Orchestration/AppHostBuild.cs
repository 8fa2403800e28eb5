using System.Reflection;
using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>How the AppHost itself was built.</summary>
/// <param name="Path">Its path, which names its remembered state.</param>
/// <param name="Configuration">The configuration it was built for; its projects are looked for in the same.</param>
/// <param name="Framework">Its target framework, such as net10.0.</param>
internal sealed record AppHostBuild(string Path, string Configuration, string Framework)
{
    /// <summary>Reads them from configuration and from the AppHost's assembly.</summary>
    public static AppHostBuild Read(IConfiguration configuration, Assembly? assembly)
    {
        var path = configuration["AppHost:Path"] ?? configuration["AppHost:Directory"] ?? AppContext.BaseDirectory;
        var built = assembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;
        var framework = assembly?.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName;
        return new AppHostBuild(path, built is { Length: > 0 } ? built : "Debug", ShortName(framework));
    }

    // ".NETCoreApp,Version=v10.0" is "net10.0" in folder names.
    private static string ShortName(string? framework)
    {
        var version = framework?.Split("Version=v") is [_, var found] ? found : Environment.Version.ToString(2);
        return $"net{version}";
    }
}
