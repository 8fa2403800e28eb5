using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Planning;

namespace Aspire.Hosting.Orchestration.Ports;

/// <summary>What an endpoint may say. Every breach is reported, with the resource's and the endpoint's name and the way out.</summary>
internal static class EndpointRules
{
    /// <summary>The breaches of the whole model. Where ports are random, the number that a proxied endpoint asks for is nobody's.</summary>
    public static IEnumerable<string> Check(DistributedApplicationModel model, bool randomizePorts = false)
    {
        foreach (var resource in model.Resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                if (Breach(resource, endpoint) is { } breach)
                {
                    yield return breach;
                }
            }
        }
        foreach (var clash in Clashes(model, randomizePorts))
        {
            yield return clash;
        }
    }

    private static string? Breach(IResource resource, EndpointAnnotation endpoint)
    {
        var name = $"The endpoint '{endpoint.Name}' of the resource '{resource.Name}'";
        var replicas = resource.GetReplicaCount();
        if (resource.IsContainer())
        {
            return endpoint.TargetPort is null
                ? $"{name} has no target port, and a container's endpoint must have one. Say the port that the container listens on: targetPort."
                : null;
        }
        if (!EndpointKinds.IsProxied(resource, endpoint))
        {
            return (endpoint.Port, endpoint.TargetPort) switch
            {
                _ when replicas > 1 => $"{name} has no proxy, and the resource has {replicas} replicas, which cannot share one port. Set isProxied to true, or use one replica.",
                (null, null) => $"{name} has no proxy and no port. Give it a port, or set isProxied to true.",
                ({ } port, { } target) when port != target =>
                    $"{name} has no proxy, and its port {port} differs from its target port {target}. Give only one of them, or set isProxied to true.",
                _ => null,
            };
        }
        if (replicas > 1 && endpoint.TargetPort is { } shared)
        {
            return $"{name} has the target port {shared}, and the resource has {replicas} replicas, which cannot share one port. Remove the target port, or use one replica.";
        }
        if (endpoint.Port is { } same && same == endpoint.TargetPort)
        {
            return $"{name} has the port {same} as well as the target port {same}, but the proxy and the resource cannot share one. " +
                   "Remove the target port, or set isProxied to false.";
        }
        return null;
    }

    private static IEnumerable<string> Clashes(DistributedApplicationModel model, bool randomizePorts)
    {
        var asked =
            from resource in model.Resources
            from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
            from port in HostPorts(resource, endpoint, randomizePorts)
            let who = $"'{endpoint.Name}' of '{resource.Name}'"
            group (who, endpoint) by (port, endpoint.Protocol);

        foreach (var group in asked.OrderBy(g => g.Key.port))
        {
            if (group.Count() > 1 && Overlap([.. group.Select(g => g.endpoint.TargetHost)]))
            {
                yield return $"Port {group.Key.port} is asked for by more than one endpoint: {string.Join(", ", group.Select(g => g.who))}. Give each its own port, or none.";
            }
        }
    }

    private static IEnumerable<int> HostPorts(IResource resource, EndpointAnnotation endpoint, bool randomizePorts)
    {
        if (endpoint.Port is { } port && !(randomizePorts && EndpointKinds.Path(resource, endpoint) is not EndpointPath.Direct))
        {
            yield return port;
        }
        // A fixed target port of a process is a port of this machine too; a container's is not.
        if (!resource.IsContainer() && endpoint.TargetPort is { } target && target != endpoint.Port)
        {
            yield return target;
        }
    }

    // One port on two different addresses is two ports.
    private static bool Overlap(string[] hosts)
    {
        var bound = hosts.Select(host => EndpointKinds.Binding(host)).ToArray();
        return bound.Any(b => b.Mode is not EndpointBindingMode.SingleAddress)
            || bound.SelectMany(b => b.Listen).GroupBy(a => a).Any(g => g.Count() > 1);
    }
}
