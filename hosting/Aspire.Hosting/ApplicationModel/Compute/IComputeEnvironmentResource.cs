using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place where resources run once they are deployed, such as a cluster.</summary>
[Experimental("ASPIRECOMPUTE001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IComputeEnvironmentResource : IResource;

/// <summary>The compute environment chosen for a resource.</summary>
internal sealed class ComputeEnvironmentAnnotation(IComputeEnvironmentResource computeEnvironment) : IResourceAnnotation
{
    internal IComputeEnvironmentResource ComputeEnvironment { get; } = computeEnvironment;
}
