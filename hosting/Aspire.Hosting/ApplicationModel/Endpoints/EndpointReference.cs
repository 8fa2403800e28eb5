namespace Aspire.Hosting.ApplicationModel;

/// <summary>The use of a resource's endpoint by another resource; its value is the endpoint's URL.</summary>
public sealed class EndpointReference : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    // Remembered once found: annotations are only ever added, and lookups happen on every expression evaluated.
    private EndpointAnnotation? _annotation;

    /// <summary>Refers to an endpoint that has been declared.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpoint);

        Resource = owner;
        EndpointName = endpoint.Name;
        _annotation = endpoint;
    }

    /// <summary>Refers to an endpoint by name; it may be declared later.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpointName);

        Resource = owner;
        EndpointName = endpointName;
    }

    /// <summary>Refers to an endpoint that has been declared, as it is seen from a network.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint, NetworkIdentifier? contextNetworkID) : this(owner, endpoint) => ContextNetworkID = contextNetworkID;

    /// <summary>Refers to an endpoint by name, as it is seen from a network; it may be declared later.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName, NetworkIdentifier? contextNetworkID) : this(owner, endpointName) => ContextNetworkID = contextNetworkID;

    /// <summary>The network it is looked at from; null for that of whoever uses the reference.</summary>
    public NetworkIdentifier? ContextNetworkID { get; }

    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; }

    /// <summary>Whether the endpoint has been declared.</summary>
    public bool Exists => FindAnnotation() is not null;

    /// <summary>Whether the endpoint has an address yet.</summary>
    public bool IsAllocated => FindAnnotation()?.AllocatedEndpoint is not null;

    /// <summary>Whether its scheme is http.</summary>
    public bool IsHttp => string.Equals(Scheme, "http", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether its scheme is https.</summary>
    public bool IsHttps => string.Equals(Scheme, "https", StringComparison.OrdinalIgnoreCase);

    /// <summary>The declaration; throws when there is none.</summary>
    public EndpointAnnotation EndpointAnnotation
        => FindAnnotation() ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not defined for the resource `{Resource.Name}`.");

    /// <summary>The port others connect to; throws before allocation.</summary>
    public int Port => AllocatedEndpoint.Port;

    /// <summary>The port the resource listens on, when it is fixed.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>The host others connect to; throws before allocation.</summary>
    public string Host => AllocatedEndpoint.Address;

    /// <summary>The host containers connect to; throws before allocation.</summary>
    public string ContainerHost => AllocatedEndpoint.ContainerHostAddress ?? throw new InvalidOperationException($"The endpoint \"{EndpointName}\" has no associated container host name.");

    /// <summary>The scheme.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>The URL; throws before allocation.</summary>
    public string Url => AllocatedEndpoint.UriString;

    internal AllocatedEndpoint AllocatedEndpoint
        => FindAnnotation()?.AllocatedEndpoint ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    /// <summary>Refers to one part of the endpoint, such as its port.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    string IManifestExpressionProvider.ValueExpression => GetExpression();

    IEnumerable<object> IValueWithReferences.References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    internal string GetExpression(EndpointProperty property = EndpointProperty.Url) => property switch
    {
        EndpointProperty.Url => Binding("url"),
        EndpointProperty.Host or EndpointProperty.IPV4Host => Binding("host"),
        EndpointProperty.Port => Binding("port"),
        EndpointProperty.Scheme => Binding("scheme"),
        EndpointProperty.TargetPort => Binding("targetPort"),
        EndpointProperty.HostAndPort => $"{Binding("host")}:{Binding("port")}",
        _ => throw new InvalidOperationException($"The property '{property}' is not supported for the endpoint '{EndpointName}'."),
    };

    private string Binding(string part) => $"{{{Resource.Name}.bindings.{EndpointName}.{part}}}";

    private EndpointAnnotation? FindAnnotation()
        => _annotation ??= Resource.Annotations
            .OfType<EndpointAnnotation>()
            .SingleOrDefault(a => string.Equals(a.Name, EndpointName, NameComparers.EndpointComparison));
}
