using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which addresses a resource binds for an endpoint.</summary>
public enum EndpointBindingMode
{
    /// <summary>One address.</summary>
    SingleAddress,

    /// <summary>All IPv4 and IPv6 addresses.</summary>
    DualStackAnyAddresses,

    /// <summary>All IPv4 addresses.</summary>
    IPv4AnyAddresses,

    /// <summary>All IPv6 addresses.</summary>
    IPv6AnyAddresses,
}

/// <summary>Where an endpoint was placed at run time.</summary>
[DebuggerDisplay("{UriString}")]
public class AllocatedEndpoint
{
    /// <summary>Places <paramref name="endpoint"/> at <paramref name="address"/> and <paramref name="port"/> (1 to 65535).</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? containerHostAddress = null, string? targetPortExpression = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);

        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        ContainerHostAddress = containerHostAddress;
        TargetPortExpression = targetPortExpression;
    }

    /// <summary>Places <paramref name="endpoint"/> at a single address.</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? containerHostAddress = null, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, containerHostAddress, targetPortExpression)
    {
    }

    /// <summary>The declaration.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>The host name or address to connect to.</summary>
    public string Address { get; }

    /// <summary>Which addresses are bound.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>The address by which containers reach it; null for the usual one.</summary>
    public string? ContainerHostAddress { get; }

    /// <summary>The port to connect to.</summary>
    public int Port { get; }

    /// <summary>The scheme of <see cref="UriString"/>.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Address and port, separated by a colon.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>Scheme, address and port.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <summary>The port the resource itself listens on, or an expression that becomes it when the resource starts.</summary>
    public string? TargetPortExpression { get; }

    /// <inheritdoc />
    public override string ToString() => UriString;
}
