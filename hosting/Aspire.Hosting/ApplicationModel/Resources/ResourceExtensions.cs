using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>Finds the callbacks that set environment variables.</summary>
    public static bool TryGetEnvironmentVariables(this IResource resource, [NotNullWhen(true)] out IEnumerable<EnvironmentCallbackAnnotation>? environmentVariables)
        => resource.TryGetAnnotationsOfType(out environmentVariables);

    /// <summary>Finds bind mounts and volumes.</summary>
    public static bool TryGetContainerMounts(this IResource resource, [NotNullWhen(true)] out IEnumerable<ContainerMountAnnotation>? volumeMounts)
        => resource.TryGetAnnotationsOfType(out volumeMounts);

    /// <summary>Finds endpoint declarations.</summary>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints)
        => resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>Finds the URLs shown for the resource.</summary>
    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls)
        => resource.TryGetAnnotationsOfType(out urls);

    /// <summary>References to all endpoints declared so far.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
        => resource.TryGetEndpoints(out var endpoints) ? endpoints.Select(e => new EndpointReference(resource, e)) : [];

    /// <summary>A reference to the endpoint of that name, which may be declared later.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName)
        => resource.TryGetEndpoints(out var endpoints) && endpoints.FirstOrDefault(e => NameComparers.Endpoint.Equals(e.Name, endpointName)) is { } declared
            ? new EndpointReference(resource, declared)
            : new EndpointReference(resource, endpointName);

    /// <summary>A reference to the endpoint of that name, as it is seen from a network.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName, NetworkIdentifier contextNetworkID)
        => new(resource, endpointName, contextNetworkID);

    /// <summary>References to all endpoints declared so far, as they are seen from a network.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource, NetworkIdentifier contextNetworkID)
        => resource.TryGetEndpoints(out var endpoints) ? endpoints.Select(e => new EndpointReference(resource, e, contextNetworkID)) : [];

    /// <summary>Finds the full image name, <c>registry/image:tag</c> or <c>registry/image@sha256:digest</c>.</summary>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
    {
        if (!resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            imageName = null;
            return false;
        }

        var registry = string.IsNullOrEmpty(image.Registry) ? "" : $"{image.Registry}/";
        var version = !string.IsNullOrEmpty(image.SHA256) ? $"@sha256:{image.SHA256}" : string.IsNullOrEmpty(image.Tag) ? "" : $":{image.Tag}";
        imageName = $"{registry}{image.Image}{version}";
        return true;
    }

    /// <summary>How many instances run; 1 unless said otherwise.</summary>
    public static int GetReplicaCount(this IResource resource)
        => resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    /// <summary>Whether the manifest leaves the resource out.</summary>
    public static bool IsExcludedFromPublish(this IResource resource)
        => resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) && annotation == ManifestPublishingCallbackAnnotation.Ignore;

    /// <summary>Whether deploying the resource means building an image first: projects and Dockerfiles.</summary>
    public static bool RequiresImageBuildAndPush(this IResource resource)
        => resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>();
}
