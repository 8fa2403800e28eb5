using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Chooses the endpoint that a health check, a probe or an HTTP command talks to.</summary>
internal static class EndpointSelection
{
    private static readonly string[] s_preferred = ["https", "http"];

    /// <summary>A selector for the endpoint of that name, or else for the one named https, then http.</summary>
    public static Func<EndpointReference> ByName<T>(IResourceBuilder<T> builder, string? endpointName, string purpose) where T : IResourceWithEndpoints
    {
        string[] names = endpointName is null ? s_preferred : [endpointName];
        return () => names.Select(name => builder.GetEndpoint(name)).FirstOrDefault(endpoint => endpoint.Exists)
            ?? throw new DistributedApplicationException($"Could not create HTTP {purpose} for resource '{builder.Resource.Name}' as no endpoint was found matching one of the specified names: {string.Join(", ", names)}");
    }

    /// <summary>The selected endpoint, which must speak HTTP.</summary>
    public static EndpointReference SelectHttp(Func<EndpointReference> selector, IResource resource, string purpose)
    {
        var endpoint = selector()
            ?? throw new DistributedApplicationException($"Could not create HTTP {purpose} for resource '{resource.Name}' as the endpoint selector returned null.");

        return endpoint.Scheme is "http" or "https"
            ? endpoint
            : throw new DistributedApplicationException($"Could not create HTTP {purpose} for resource '{resource.Name}' as the endpoint with name '{endpoint.EndpointName}' and scheme '{endpoint.Scheme}' is not an HTTP endpoint.");
    }
}
