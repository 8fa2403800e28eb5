using Aspirate.Kubernetes;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Helm;

/// <summary>The values of the chart, one block per workload.</summary>
internal static class ChartValues
{
    private const int MostKeysNamed = 6;

    public static YamlMap For(DeploymentModel model)
    {
        var services = new YamlMap();
        foreach (var workload in model.Workloads)
        {
            services.Add(workload.Name, ForWorkload(model, workload));
        }

        var waits = model.Workloads.SelectMany(w => w.Waits).ToList();
        return new()
        {
            { "imagePullPolicy", model.ImagePullPolicy ?? "", "Always, IfNotPresent, Never; empty: the cluster's default." },
            { "waitImage", waits.Any(w => !w.ForCompletion) ? model.WaitImage : null, "Has sh and nc; waits for other services." },
            { "kubectlImage", waits.Any(w => w.ForCompletion) ? model.KubectlImage : null, "Has kubectl; waits for jobs." },
            { "persistence", ChartVolumes.ValuesOf(ChartVolumes.SharedOf(model)), "Volumes that several services mount." },
            { "services", services },
        };
    }

    public static YamlMap ForWorkload(DeploymentModel model, Workload workload)
    {
        var configuration = new WorkloadConfiguration(model, workload);
        return new()
        {
            { "image", workload.Image },
            { "replicas", workload.Role is WorkloadRole.Stateless or WorkloadRole.Stateful ? workload.Replicas : null },
            { "autoscaling", workload.Role == WorkloadRole.Stateless ? Autoscaling(workload) : null },
            { "schedule", workload.Schedule },
            { "resources", PodBuilder.ResourcesOf(workload) ?? new YamlMap() },
            { "env", configuration.Config, "Read by the process; a change restarts it." },
            { "secret", configuration.SecretName is null ? null : new YamlMap { { "existingName", "", SecretNote(configuration) } } },
            { "ingress", workload.Route is { } route ? Ingress(model, workload, route) : null },
            { "persistence", ChartVolumes.ValuesOf(workload.DistinctVolumes.Where(v => !v.Shared)) },
        };
    }

    private static YamlMap Autoscaling(Workload workload) => new()
    {
        { "enabled", workload.Scales, "true: replicas is the least number of pods." },
        { "maxReplicas", workload.Scales ? workload.MaxReplicas : Math.Max(2, workload.Replicas * 2) },
        { "targetCpuPercent", ScalingObjects.TargetCpuPercent },
    };

    private static string SecretNote(WorkloadConfiguration configuration)
    {
        var keys = configuration.Secret.Select(e => e.Key).ToList();
        var named = keys.Count <= MostKeysNamed ? $"the {(keys.Count == 1 ? "key" : "keys")} {string.Join(", ", keys)}" : "the same keys";
        return $"A Secret of your own with {named}; empty: the chart brings one.";
    }

    private static YamlMap Ingress(DeploymentModel model, Workload workload, PublicRoute route) => new()
    {
        { "enabled", true },
        { "className", route.Class },
        { "host", route.Host },
        { "tlsSecret", route.TlsSecret, "A Secret of type kubernetes.io/tls; empty: no TLS." },
        { "annotations", NetworkObjects.Ingress(model, workload, route, workload.Name, workload.Name, null).Below("metadata", "annotations") },
    };
}
