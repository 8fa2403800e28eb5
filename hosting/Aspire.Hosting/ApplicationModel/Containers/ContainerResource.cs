namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs as a container.</summary>
/// <param name="name">The name of the resource.</param>
/// <param name="entrypoint">Overrides the entry point of the image; <see langword="null"/> keeps it.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource, IContainerFilesDestinationResource
{
    /// <summary>The entry point that replaces the image's own, if any.</summary>
    public string? Entrypoint { get; set; } = entrypoint;
}
