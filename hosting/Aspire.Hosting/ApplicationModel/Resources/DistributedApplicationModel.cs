namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the application is made of, once it has been built.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Creates a model of <paramref name="resources"/>.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources) : this(new ResourceCollection(resources))
    {
    }

    /// <summary>The resources, in order of declaration.</summary>
    public IResourceCollection Resources { get; } = resources ?? throw new ArgumentNullException(nameof(resources));
}

/// <summary>Questions about a whole model.</summary>
public static class DistributedApplicationModelExtensions
{
    /// <summary>The resources that run somewhere when deployed: projects and containers that are part of the manifest, and no emulators.</summary>
    public static IEnumerable<IResource> GetComputeResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model.Resources.Where(r =>
            !r.IsExcludedFromPublish()
            && !r.IsEmulator()
            && (r.IsContainer() || r is ProjectResource));
    }
}
