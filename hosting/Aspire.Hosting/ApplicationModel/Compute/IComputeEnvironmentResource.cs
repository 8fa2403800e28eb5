namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place where resources run once they are deployed, such as a cluster.</summary>
public interface IComputeEnvironmentResource : IResource;

/// <summary>The compute environment chosen for a resource.</summary>
internal sealed class ComputeEnvironmentAnnotation(IComputeEnvironmentResource computeEnvironment) : IResourceAnnotation
{
    internal IComputeEnvironmentResource ComputeEnvironment { get; } = computeEnvironment;
}
