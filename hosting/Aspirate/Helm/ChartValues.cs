using Aspirate.Kubernetes;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Helm;

/// <summary>The values of the chart, one block per workload.</summary>
internal static class ChartValues
{
    public static YamlMap For(DeploymentModel model)
    {
        var services = new YamlMap();
        foreach (var workload in model.Workloads)
        {
            services.Add(workload.Name, ForWorkload(model, workload));
        }

        return new()
        {
            { "imagePullPolicy", model.ImagePullPolicy ?? "IfNotPresent" },
            { "services", services },
        };
    }

    private static YamlMap ForWorkload(DeploymentModel model, Workload workload)
    {
        var configuration = new WorkloadConfiguration(model, workload);
        return new()
        {
            { "image", workload.Image },
            { "replicas", workload.Role is WorkloadRole.Stateless or WorkloadRole.Stateful ? workload.Replicas : null },
            { "autoscaling", workload.Scales ? new YamlMap { { "maxReplicas", workload.MaxReplicas }, { "targetCpuPercent", 80 } } : null },
            { "schedule", workload.Schedule },
            { "resources", PodBuilder.ResourcesOf(workload) ?? new YamlMap() },
            { "env", configuration.Config.Count == 0 ? null : configuration.Config, "Read by the process; a change restarts it." },
            { "secret", configuration.SecretName is null ? null : new YamlMap { { "existingName", "", "A Secret of your own with the same keys; empty: the chart brings one." } } },
            { "ingress", workload.Route is { } route ? Ingress(route) : null },
            { "persistence", Persistence(workload) },
        };
    }

    private static YamlMap Ingress(PublicRoute route) => new()
    {
        { "enabled", true },
        { "className", route.Class },
        { "host", route.Host },
        { "tlsSecret", route.TlsSecret, "A Secret of type kubernetes.io/tls." },
    };

    private static YamlMap? Persistence(Workload workload)
    {
        var map = new YamlMap();
        foreach (var volume in workload.DistinctVolumes)
        {
            map.Add(volume.Name, new YamlMap { { "size", volume.Size }, { "storageClass", volume.Class ?? "", "Empty: the cluster's default." } });
        }

        return map.Count == 0 ? null : map;
    }
}
