using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Planning;

namespace Aspire.Hosting.Orchestration.Ports;

/// <summary>What an endpoint's declaration means for the host.</summary>
internal static class EndpointKinds
{
    /// <summary>The name under which an endpoint's port is remembered.</summary>
    public static string Key(IResource resource, EndpointAnnotation endpoint) => $"{resource.Name}/{endpoint.Name}";

    /// <summary>How connections get to the resource.</summary>
    public static EndpointPath Path(IResource resource, EndpointAnnotation endpoint)
    {
        if (resource.IsContainer())
        {
            return EndpointPath.Published;
        }
        // Datagrams cannot be proxied by a stream proxy: such a resource is told its public port instead.
        return IsProxied(resource, endpoint) && endpoint.Protocol is not ProtocolType.Udp ? EndpointPath.Proxied : EndpointPath.Direct;
    }

    /// <summary>Whether the declaration asks for a proxy.</summary>
    public static bool IsProxied(IResource resource, EndpointAnnotation endpoint) =>
        endpoint.IsProxied && !(resource.TryGetLastAnnotation<ProxySupportAnnotation>(out var support) && !support.ProxyEnabled);

    /// <summary>The addresses to listen on, the host others are told, and what kind of binding that is.</summary>
    public static (IPAddress[] Listen, string Address, EndpointBindingMode Mode) Binding(string targetHost)
    {
        var host = targetHost.Trim('[', ']');
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return ([IPAddress.Loopback, IPAddress.IPv6Loopback], "localhost", EndpointBindingMode.SingleAddress);
        }
        if (IPAddress.TryParse(host, out var address))
        {
            return address switch
            {
                _ when address.Equals(IPAddress.Any) => ([IPAddress.Any], "localhost", EndpointBindingMode.IPv4AnyAddresses),
                _ when address.Equals(IPAddress.IPv6Any) => ([IPAddress.IPv6Any], "localhost", EndpointBindingMode.IPv6AnyAddresses),
                { AddressFamily: AddressFamily.InterNetworkV6 } => ([address], $"[{address}]", EndpointBindingMode.SingleAddress),
                _ => ([address], address.ToString(), EndpointBindingMode.SingleAddress),
            };
        }
        // "*", "+" and every other name: all interfaces, as ASP.NET Core takes it.
        return ([IPAddress.Any, IPAddress.IPv6Any], "localhost", EndpointBindingMode.DualStackAnyAddresses);
    }
}
