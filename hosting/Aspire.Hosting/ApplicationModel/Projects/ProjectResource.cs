using System.Collections.Concurrent;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project that runs as a process of the host.</summary>
/// <param name="name">The name of the resource.</param>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource, IContainerFilesDestinationResource
{
    /// <summary>The hosts that the project's own Kestrel configuration names for its endpoints.</summary>
    internal ConcurrentDictionary<EndpointAnnotation, string> KestrelEndpointAnnotationHosts { get; } = new();

    /// <summary>The names, in the project's own Kestrel configuration, of endpoints that go by another name here.</summary>
    internal HashSet<string> RenamedKestrelEndpoints { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the project's own Kestrel configuration decides on its endpoints.</summary>
    internal bool HasKestrelEndpoints => !KestrelEndpointAnnotationHosts.IsEmpty;

    /// <summary>The https endpoint made only because a launch profile implies one; publishing gives it no HTTPS_PORTS.</summary>
    internal EndpointAnnotation? DefaultHttpsEndpoint { get; set; }

    /// <summary>Whether the endpoint's port reaches the project through ASPNETCORE_URLS and the like.</summary>
    internal bool ShouldInjectEndpointEnvironment(EndpointReference reference)
    {
        var endpoint = reference.EndpointAnnotation;
        if (endpoint.UriScheme is not ("http" or "https") || endpoint.TargetPortEnvironmentVariable is not null)
        {
            return false;
        }

        return Annotations.OfType<EndpointEnvironmentInjectionFilterAnnotation>().All(annotation => annotation.Filter(endpoint));
    }
}
