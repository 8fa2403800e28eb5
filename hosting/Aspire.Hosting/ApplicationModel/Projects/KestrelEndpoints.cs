using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a project's own settings say about where Kestrel listens.</summary>
/// <param name="Endpoints">The endpoints by the name they have for others.</param>
/// <param name="DefaultsToHttp2">Whether endpoints speak HTTP/2 only, unless they say otherwise.</param>
internal sealed record KestrelEndpoints(IReadOnlyList<KestrelEndpoint> Endpoints, bool DefaultsToHttp2)
{
    /// <summary>Reads <c>Kestrel</c> from appsettings.json and appsettings.{environment}.json beside the project.</summary>
    public static KestrelEndpoints Read(IProjectMetadata metadata, string environmentName)
    {
        var section = (metadata.Configuration ?? Load(metadata.ProjectPath, environmentName)).GetSection("Kestrel");
        var configured = section.GetSection("Endpoints").GetChildren()
            .Where(endpoint => !string.IsNullOrEmpty(endpoint["Url"]))
            .Select(endpoint => (endpoint.Key, Address: ListenAddress.Parse(endpoint["Url"]!), Http2: IsHttp2(endpoint["Protocols"])))
            .ToArray();

        // The only endpoint of its scheme goes by the scheme, as an endpoint from a launch profile does.
        var endpoints = configured.Select(endpoint => new KestrelEndpoint(
            configured.Count(other => other.Address.Scheme == endpoint.Address.Scheme) == 1 ? endpoint.Address.Scheme : endpoint.Key,
            endpoint.Key, endpoint.Address, endpoint.Http2));

        return new KestrelEndpoints([.. endpoints], IsHttp2(section["EndpointDefaults:Protocols"]) ?? false);
    }

    private static bool? IsHttp2(string? protocols) => protocols is null ? null : string.Equals(protocols, "Http2", StringComparison.OrdinalIgnoreCase);

    private static IConfiguration Load(string projectPath, string environmentName)
    {
        var builder = new ConfigurationBuilder();
        if (Path.GetDirectoryName(projectPath) is { Length: > 0 } directory && Directory.Exists(directory))
        {
            foreach (var file in new[] { "appsettings.json", $"appsettings.{environmentName}.json" }.Select(name => Path.Combine(directory, name)).Where(File.Exists))
            {
                builder.AddJsonFile(file, optional: true, reloadOnChange: false);
            }
        }

        return builder.Build();
    }
}

/// <summary>An endpoint of a project's Kestrel settings.</summary>
/// <param name="Name">The name it has for others.</param>
/// <param name="ConfiguredName">The name it has in the settings.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Http2">Whether it speaks HTTP/2 only; null for the default.</param>
internal sealed record KestrelEndpoint(string Name, string ConfiguredName, ListenAddress Address, bool? Http2);
