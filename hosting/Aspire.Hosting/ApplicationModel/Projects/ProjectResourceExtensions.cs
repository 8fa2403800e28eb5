namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about projects in a model.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>The projects of the model.</summary>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);

        return model.Resources.OfType<ProjectResource>();
    }

    /// <summary>Where the project is.</summary>
    /// <exception cref="InvalidOperationException">The resource was made without project metadata.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
    {
        ArgumentNullException.ThrowIfNull(projectResource);

        return projectResource.TryGetLastAnnotation<IProjectMetadata>(out var metadata)
            ? metadata
            : throw new InvalidOperationException($"The project resource '{projectResource.Name}' has no project metadata. Add it with AddProject.");
    }
}
