using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Declares that a resource listens, and how others reach it.</summary>
[DebuggerDisplay("Name = {Name}, UriScheme = {UriScheme}, Port = {Port}, TargetPort = {TargetPort}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private int? _port;
    private bool _portCleared;
    private int? _targetPort;
    private bool _targetPortCleared;
    private string? _transport;

    /// <summary>Declares an endpoint. Scheme defaults to the protocol, name to the scheme, transport to <c>http</c> for http(s) and to the protocol otherwise.</summary>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        [EndpointName] string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Name = name ?? UriScheme;
        ModelName.ValidateName("Endpoint", Name);

        _transport = transport;
        _port = port;
        _targetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    /// <summary>The name, unique within the resource.</summary>
    public string Name { get; set; }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The port others connect to; null for any free one. Without a proxy it is the same as the target port unless set or cleared.</summary>
    public int? Port
    {
        get => _port is not null || _portCleared || IsProxied ? _port : _targetPort;
        set
        {
            _port = value;
            _portCleared = value is null;
        }
    }

    /// <summary>The port the resource itself listens on; null for any free one. Without a proxy it is the same as the port unless set or cleared.</summary>
    public int? TargetPort
    {
        get => _targetPort is not null || _targetPortCleared || IsProxied ? _targetPort : _port;
        set
        {
            _targetPort = value;
            _targetPortCleared = value is null;
        }
    }

    /// <summary>The scheme of its URLs.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host name or address the resource binds to.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>What is spoken over it: <c>http</c>, <c>http2</c>, <c>tcp</c> or <c>udp</c>.</summary>
    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : Protocol.ToString().ToLowerInvariant());
        set => _transport = value;
    }

    /// <summary>Whether it is meant to be reached from outside when deployed.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether the host puts a proxy in front, which keeps the port while the resource restarts.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Where it was placed at run time; null until then.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    /// <summary>The variable the resource gets its target port in; null for none.</summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>Whether a launch profile declared it.</summary>
    internal bool FromLaunchProfile { get; set; }

    /// <summary>
    /// Takes over what a later declaration of the same name says, if that only settles what was open: the ports of an endpoint that came with the kind of program,
    /// or that a launch profile proposed. Two declarations that both speak for themselves are a mistake.
    /// </summary>
    internal bool TryRefine(int? port, int? targetPort, string scheme, string? environmentVariable, bool isProxied, bool? isExternal)
    {
        var isOpen = FromLaunchProfile || (TargetPortEnvironmentVariable is not null && _port is null && _targetPort is null);
        var saysSomething = port is not null || targetPort is not null || environmentVariable is not null;
        if (!isOpen || !saysSomething || scheme != UriScheme)
        {
            return false;
        }

        _port = port ?? _port;
        _targetPort = targetPort ?? _targetPort;
        IsProxied = isProxied;
        IsExternal = isExternal ?? IsExternal;
        FromLaunchProfile = false;
        return true;
    }
}
