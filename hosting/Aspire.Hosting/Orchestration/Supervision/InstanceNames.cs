using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>Gives every replica its name, {resource}-{suffix}, before anything is said about it.</summary>
internal static class InstanceNames
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz";

    /// <summary>Names the instances of a resource, once.</summary>
    public static IReadOnlyList<DcpInstance> Assign(IResource resource)
    {
        if (resource.TryGetLastAnnotation<DcpInstancesAnnotation>(out var named))
        {
            return named.Instances;
        }
        var count = resource.IsContainer() ? 1 : resource.GetReplicaCount();
        var instances = Enumerable.Range(0, count)
            .Select(index => (index, suffix: RandomNumberGenerator.GetString(Letters, 8)))
            .Select(i => new DcpInstance($"{resource.Name}-{i.suffix}", i.suffix, i.index));
        var annotation = new DcpInstancesAnnotation([.. instances]);
        resource.Annotations.Add(annotation);
        return annotation.Instances;
    }
}
