using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>How an application under test differs from one that a person starts.</summary>
internal static class TestDefaults
{
    private const string LaunchProfileKey = "DOTNET_LAUNCH_PROFILE";

    /// <summary>
    /// No dashboard, resources' logs in the host's log, any free ports, and what the AppHost's launch profile says. <paramref name="configure"/> may change it all.
    /// </summary>
    internal static void Apply(
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings settings,
        Assembly appHost,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure)
    {
        options.Args = WithTests(options.Args, args);
        settings.Args = WithTests(settings.Args, args);

        settings.EnvironmentName = Environments.Development;
        settings.ApplicationName = appHost.GetName().Name ?? string.Empty;
        options.Assembly = appHost;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;

        var directory = AppHostFacts.Of(appHost).ProjectDirectory is { } project && Directory.Exists(project) ? project : null;
        settings.ContentRootPath = directory ?? settings.ContentRootPath;

        configure?.Invoke(options, settings);

        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(Settings(settings, directory));
    }

    /// <summary>Services of every application under test.</summary>
    internal static void AddServices(DistributedApplicationBuilder builder)
    {
        if (!IsSet(builder.Configuration["ASPIRE_TESTING_DISABLE_HTTP_CLIENT"]))
        {
            builder.Services.AddHttpClient();
        }

        if (builder.ExecutionContext.IsRunMode)
        {
            // Signals belong to the program that runs the tests.
            builder.Services.AddSingleton<IHostLifetime, TestHostLifetime>();
        }
    }

    private static string[] WithTests(string[]? existing, string[] args)
        => existing is null ? args : existing.AsSpan().EndsWith(args) ? existing : [.. existing, .. args];

    private static Dictionary<string, string?> Settings(HostApplicationBuilderSettings settings, string? directory)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["DcpPublisher:RandomizePorts"] = "true",
            ["DcpPublisher:WaitForResourceCleanup"] = "true",
            ["DcpPublisher:ContainerRuntimeInitializationTimeout"] = "00:00:30",
            ["AppHost:Console"] = "off",
        };

        var launch = directory is null ? null : LaunchSettingsFile.ReadFrom(directory);
        var wished = new ConfigurationBuilder().AddEnvironmentVariables().AddConfiguration(settings.Configuration!).AddCommandLine(HostCommandLine.Normalise(settings.Args)).Build()[LaunchProfileKey];

        if ((wished ?? launch?.Profiles.Keys.FirstOrDefault()) is { } name)
        {
            values[LaunchProfileKey] = name;
            values["AppHost:DefaultLaunchProfileName"] = name;
            if (launch?.Profiles.TryGetValue(name, out var profile) == true)
            {
                AddProfile(values, profile);
            }
        }

        values.TryAdd("ASPNETCORE_URLS", "http://localhost:8080");
        if (!values.Keys.Any(key => key.EndsWith("_DASHBOARD_OTLP_ENDPOINT_URL", StringComparison.OrdinalIgnoreCase)))
        {
            values["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317";
        }

        // What the test set itself stays.
        foreach (var (key, _) in settings.Configuration!.AsEnumerable())
        {
            values.Remove(key);
        }

        return values;
    }

    // As configuration reads them from the environment: whole, and without the prefix of the host's own variables.
    private static void AddProfile(Dictionary<string, string?> values, LaunchProfile profile)
    {
        if (profile.ApplicationUrl is { Length: > 0 } urls)
        {
            values["ASPNETCORE_URLS"] = urls;
        }

        foreach (var (variable, value) in profile.EnvironmentVariables)
        {
            Set(variable, value);
            foreach (var prefix in (string[])["DOTNET_", "ASPNETCORE_"])
            {
                if (variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    Set(variable[prefix.Length..], value);
                }
            }
        }

        void Set(string variable, string value) => values[variable.Replace("__", ":", StringComparison.Ordinal)] = value;
    }

    private static bool IsSet(string? value) => value is not null && (value == "1" || bool.TryParse(value, out var flag) && flag);
}
