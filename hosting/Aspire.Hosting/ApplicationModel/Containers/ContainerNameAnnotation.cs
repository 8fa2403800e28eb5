namespace Aspire.Hosting.ApplicationModel;

/// <summary>The name the container gets instead of a generated one.</summary>
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>The container's name.</summary>
    public required string Name { get; set; }
}
