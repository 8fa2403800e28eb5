using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Planning;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Orchestration.Ports;

/// <summary>One endpoint at run time: its public port, the proxy that holds it, and the ports of the replicas behind it.</summary>
internal sealed class PublicEndpoint(IResource resource, EndpointAnnotation annotation, AllocateEndpoint step) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly int?[] _targets = new int?[step.Replicas];
    private readonly bool[] _running = new bool[step.Replicas];
    private TcpProxy? _proxy;

    /// <summary>The declaration.</summary>
    public EndpointAnnotation Annotation => annotation;

    /// <summary>The name under which the port is remembered.</summary>
    public string Key => EndpointKinds.Key(resource, annotation);

    /// <summary>The public port, 0 before <see cref="Open"/>.</summary>
    public int Port { get; private set; }

    /// <summary>True when the next run is to use the same port.</summary>
    public bool IsRemembered => step.Port.Source is PortSource.Remembered or PortSource.Fresh;

    /// <summary>Listens, or takes the port that was planned, and tells the model. What is wrong with the port is returned, not thrown: it concerns one resource.</summary>
    public string? Open()
    {
        lock (_gate)
        {
            var problem = step.Path is EndpointPath.Proxied ? Listen() : Reserve();
            if (annotation.AllocatedEndpoint is null && Port > 0)
            {
                annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, step.Address, Port, step.Binding, targetPortExpression: TargetPortExpression());
            }
            return problem;
        }
    }

    /// <summary>The port that a replica listens on; the same for all its incarnations.</summary>
    public int TargetPort(int replica)
    {
        lock (_gate)
        {
            return step.Path is EndpointPath.Direct ? Port : _targets[replica] ??= step.TargetPort ?? FreePort.Next();
        }
    }

    /// <summary>Why the port that the replica itself is to listen on cannot be had, or null.</summary>
    public string? TakenTargetPort(int replica)
    {
        if (step.Path is EndpointPath.Published || annotation.Protocol is ProtocolType.Udp)
        {
            return null;
        }
        lock (_gate)
        {
            if (_running[replica])
            {
                return null;
            }
            var port = TargetPort(replica);
            var isFree = step.Listen.All(address => FreePort.IsFree(port, address));
            if (!isFree && step.Path is EndpointPath.Proxied && step.TargetPort is null && step.Replicas > 1)
            {
                // Nobody outside knows this number: another will do.
                _targets[replica] = FreePort.Next();
                return null;
            }
            return isFree ? null : PortMessages.Taken(resource.Name, annotation.Name, port, PortOwnerLookup.Find(port), avoidable: false);
        }
    }

    /// <summary>Sends connections to a replica, or no longer.</summary>
    public void Route(int replica, bool running)
    {
        if (step.Path is not EndpointPath.Proxied)
        {
            return;
        }
        lock (_gate)
        {
            _running[replica] = running;
            var host = step.Binding is EndpointBindingMode.SingleAddress && IPAddress.TryParse(annotation.TargetHost.Trim('[', ']'), out var address)
                ? address.ToString()
                : "localhost";
            _proxy?.SetBackends([.. Enumerable.Range(0, step.Replicas).Where(i => _running[i]).Select(i => new ProxyBackend(host, TargetPort(i)))]);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _proxy?.DisposeAsync() ?? ValueTask.CompletedTask;

    private string? Listen()
    {
        if (_proxy is not null)
        {
            return null;
        }
        try
        {
            _proxy = TcpProxy.Listen(Addresses(Port > 0 ? Port : step.Port.Port), new ProxyOptions());
            Port = _proxy.Port;
            return null;
        }
        catch (PortInUseException) when (step.Port.Source is not PortSource.Asked && Port == 0)
        {
            // Taken between observing and listening: nobody knows the number yet, so any other will do.
            _proxy = TcpProxy.Listen(Addresses(0), new ProxyOptions());
            Port = _proxy.Port;
            return null;
        }
        catch (PortInUseException e)
        {
            Port = e.Port;
            return PortMessages.Taken(resource.Name, annotation.Name, e.Port, e.Owner, avoidable: true);
        }
        catch (SocketException e)
        {
            Port = Port > 0 ? Port : step.Port.Port > 0 ? step.Port.Port : FreePort.Next();
            return $"The endpoint '{annotation.Name}' of '{resource.Name}' cannot listen on {string.Join(" and ", step.Listen)} port {Port}: {e.Message}. " +
                   "Choose another host (TargetHost) or port.";
        }
    }

    private string? Reserve()
    {
        Port = step.Port.Port > 0 ? step.Port.Port : Port > 0 ? Port : FreePort.Next();
        return null;
    }

    private List<IPEndPoint> Addresses(int port) =>
        [.. step.Listen.Where(a => a.AddressFamily is not AddressFamily.InterNetworkV6 || Socket.OSSupportsIPv6).Select(a => new IPEndPoint(a, port))];

    private string TargetPortExpression() => step.Replicas > 1 && step.Path is EndpointPath.Proxied
        ? TargetPortTemplate.For(resource.Name, annotation.Name)
        : (step.Path is EndpointPath.Published ? step.TargetPort ?? Port : TargetPort(0)).ToString(CultureInfo.InvariantCulture);
}
