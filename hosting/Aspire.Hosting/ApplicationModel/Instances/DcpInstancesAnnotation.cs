using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The running instances of a resource, one per replica.</summary>
/// <remarks>Nothing here talks to DCP; the name is Aspire's, so that tests written against its internals find it.</remarks>
internal sealed class DcpInstancesAnnotation(ImmutableArray<DcpInstance> instances) : IResourceAnnotation
{
    public ImmutableArray<DcpInstance> Instances { get; } = instances;
}

/// <summary>One running instance: <c>{resource}-{suffix}</c>.</summary>
internal sealed record DcpInstance(string Name, string Suffix, int Index);

internal static class ResourceInstanceExtensions
{
    /// <summary>The names under which the resource reports its state: one per instance, or its own.</summary>
    internal static string[] GetResolvedResourceNames(this IResource resource)
        => resource.TryGetLastAnnotation<DcpInstancesAnnotation>(out var replicas) && !replicas.Instances.IsEmpty
            ? [.. replicas.Instances.Select(i => i.Name)]
            : [resource.Name];
}
