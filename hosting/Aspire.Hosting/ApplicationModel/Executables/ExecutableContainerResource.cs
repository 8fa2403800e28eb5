namespace Aspire.Hosting.ApplicationModel;

/// <summary>The container that stands for an executable when publishing; it shares name and annotations.</summary>
internal sealed class ExecutableContainerResource(ExecutableResource executable) : ContainerResource(executable.Name)
{
    public ExecutableResource Executable { get; } = executable;

    public override ResourceAnnotationCollection Annotations => Executable.Annotations;
}
