namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says which endpoints of another resource a resource refers to.</summary>
internal sealed class EndpointReferenceAnnotation(IResourceWithEndpoints resource) : IResourceAnnotation
{
    public IResourceWithEndpoints Resource { get; } = resource;

    /// <summary>Whether it refers to all of them, those declared later included.</summary>
    public bool UseAllEndpoints { get; set; }

    /// <summary>The ones it names.</summary>
    public HashSet<string> EndpointNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The endpoints meant, as declared by now.</summary>
    public IEnumerable<EndpointReference> Endpoints => Resource.GetEndpoints().Where(endpoint => UseAllEndpoints || EndpointNames.Contains(endpoint.EndpointName));
}
