namespace Aspire.Hosting.ApplicationModel;

/// <summary>The container that stands for a project when publishing; it shares name and annotations.</summary>
internal sealed class ProjectContainerResource(ProjectResource project) : ContainerResource(project.Name)
{
    public ProjectResource Project { get; } = project;

    public override ResourceAnnotationCollection Annotations => Project.Annotations;
}
