using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource becomes when it is deployed; its manifest callback writes the entry's <c>deployment</c>.</summary>
[DebuggerDisplay("DeploymentTarget = {DeploymentTarget.Name}")]
public sealed class DeploymentTargetAnnotation(IResource target) : IResourceAnnotation
{
    /// <summary>What it becomes.</summary>
    public IResource DeploymentTarget { get; set; } = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>Where its image is pushed to; null for nowhere.</summary>
    public IContainerRegistry? ContainerRegistry { get; set; }

    /// <summary>Where it is deployed to.</summary>
    public IComputeEnvironmentResource? ComputeEnvironment { get; set; }
}
