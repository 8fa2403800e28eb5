using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>
/// A host with the configuration .NET hosts have by default and none of their other defaults: log sinks for debuggers and event tracing,
/// metrics and file watching cost an AppHost half of its start and serve it nothing.
/// </summary>
internal static class LeanHost
{
    /// <summary>Lowest priority first: DOTNET_ variables, settings files, user secrets in development, environment, command line.</summary>
    internal static HostApplicationBuilder Create(HostApplicationBuilderSettings settings, Func<Assembly?> assembly)
    {
        var configuration = settings.Configuration ??= new ConfigurationManager();
        var args = HostCommandLine.Normalise(settings.Args);

        configuration.AddEnvironmentVariables("DOTNET_");
        if (args.Length > 0)
        {
            configuration.AddCommandLine(args, HostCommandLine.SwitchMappings);
        }

        settings.DisableDefaults = true;
        settings.Args = null;
        settings.ContentRootPath ??= configuration[HostDefaults.ContentRootKey] ?? Environment.CurrentDirectory;
        settings.ApplicationName ??= configuration[HostDefaults.ApplicationKey];
        settings.EnvironmentName ??= configuration[HostDefaults.EnvironmentKey] ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT");

        var host = new HostApplicationBuilder(settings);
        AddSettings(host, "appsettings.json");
        AddSettings(host, $"appsettings.{host.Environment.EnvironmentName}.json");

        if (host.Environment.IsDevelopment() && UserSecretsFile.Find(assembly()) is { } secrets)
        {
            AddFile(configuration, secrets.Path);
        }

        configuration.AddEnvironmentVariables();
        return host;
    }

    private static void AddSettings(HostApplicationBuilder host, string name)
        => AddFile(host.Configuration, Path.Combine(host.Environment.ContentRootPath, name));

    // Only when there is one, so that the reader of JSON is not even loaded for nothing.
    private static void AddFile(ConfigurationManager configuration, string path)
    {
        if (File.Exists(path))
        {
            configuration.AddJsonFile(path, optional: true, reloadOnChange: false);
        }
    }
}
