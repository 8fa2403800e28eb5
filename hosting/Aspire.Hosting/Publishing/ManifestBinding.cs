using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>An endpoint with the ports the manifest gives it; null where the deployment tool decides.</summary>
internal sealed record ManifestBinding(EndpointAnnotation Endpoint, int? Port, int? TargetPort)
{
    internal static IReadOnlyList<ManifestBinding> Resolve(IResource resource, PortAllocator ports)
    {
        if (!resource.TryGetEndpoints(out var endpoints))
        {
            return [];
        }

        var bindings = new List<ManifestBinding>();
        var defaultsTaken = new HashSet<string>();

        foreach (var endpoint in endpoints)
        {
            // The first http and the first https endpoint of a project are where its server listens by default.
            var isProjectDefault = resource is ProjectResource && endpoint.UriScheme is "http" or "https" && defaultsTaken.Add(endpoint.UriScheme);
            var targetPort = endpoint.TargetPort
                ?? (resource is ContainerResource ? endpoint.Port : null)
                ?? (isProjectDefault ? null : ports.AllocatePort());

            var port = ChoosePort(endpoint, targetPort, ports);

            MarkUsed(ports, port);
            MarkUsed(ports, targetPort);
            bindings.Add(new ManifestBinding(endpoint, port, targetPort));
        }

        return bindings;
    }

    // A port that would only repeat the target port is left out; http and https have well-known ones.
    private static int? ChoosePort(EndpointAnnotation endpoint, int? targetPort, PortAllocator ports)
    {
        if (endpoint.Port is { } port)
        {
            return port == targetPort ? null : port;
        }

        return targetPort is not null || endpoint.UriScheme is "http" or "https" ? null : ports.AllocatePort();
    }

    private static void MarkUsed(PortAllocator ports, int? port)
    {
        if (port is { } used)
        {
            ports.AddUsedPort(used);
        }
    }
}
