namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>What the resource becomes in <paramref name="targetComputeEnvironment"/>, or in the one environment it is deployed to; null when it is not.</summary>
    /// <exception cref="InvalidOperationException">It could go to several, and none is chosen.</exception>
    public static DeploymentTargetAnnotation? GetDeploymentTargetAnnotation(this IResource resource, IComputeEnvironmentResource? targetComputeEnvironment = null)
    {
        ArgumentNullException.ThrowIfNull(resource);

        if (resource.TryGetLastAnnotation<ComputeEnvironmentAnnotation>(out var chosen))
        {
            if (targetComputeEnvironment is not null && targetComputeEnvironment != chosen.ComputeEnvironment)
            {
                return null;
            }

            targetComputeEnvironment = chosen.ComputeEnvironment;
        }

        var targets = resource.Annotations.OfType<DeploymentTargetAnnotation>().ToArray();
        if (targets is [] or [_])
        {
            return targets.FirstOrDefault(target => targetComputeEnvironment is null || target.ComputeEnvironment is null || target.ComputeEnvironment == targetComputeEnvironment);
        }

        if (targetComputeEnvironment is not null)
        {
            return targets.LastOrDefault(target => target.ComputeEnvironment == targetComputeEnvironment);
        }

        var environments = string.Join(", ", targets.Select(target => target.ComputeEnvironment?.Name));
        throw new InvalidOperationException($"Resource '{resource.Name}' has multiple compute environments - '{environments}'. Please specify a single compute environment using 'WithComputeEnvironment'.");
    }
}
