using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Questions about containers in a model.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>The resources that have a container image.</summary>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model.Resources.Where(IsContainer);
    }

    /// <summary>Whether the resource has a container image or is built from a Dockerfile.</summary>
    public static bool IsContainer(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return resource.Annotations.Any(annotation => annotation is ContainerImageAnnotation or DockerfileBuildAnnotation);
    }
}
