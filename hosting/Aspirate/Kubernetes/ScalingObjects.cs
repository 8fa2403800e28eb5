using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>What a stateless service with several replicas gets: a disruption budget and an autoscaler.</summary>
internal static class ScalingObjects
{
    public const int TargetCpuPercent = 80;

    public static IEnumerable<ClusterObject> Build(DeploymentModel model, Workload workload) => workload.Scales ? Both(model, workload) : [];

    /// <summary>Both objects, whether the workload scales now or may be told to later.</summary>
    public static IEnumerable<ClusterObject> Both(DeploymentModel model, Workload workload)
    {
        yield return new(workload, "poddisruptionbudget.yaml", new()
        {
            { "apiVersion", "policy/v1" },
            { "kind", "PodDisruptionBudget" },
            { "metadata", Labels.Metadata(model, workload, workload.Name) },
            {
                "spec", new YamlMap
                {
                    { "maxUnavailable", 1 },
                    { "selector", new YamlMap { { "matchLabels", Labels.Selector(model, workload) } } },
                }
            },
        });
        yield return new(workload, "horizontalpodautoscaler.yaml", new()
        {
            { "apiVersion", "autoscaling/v2" },
            { "kind", "HorizontalPodAutoscaler" },
            { "metadata", Labels.Metadata(model, workload, workload.Name) },
            {
                "spec", new YamlMap
                {
                    { "scaleTargetRef", new YamlMap { { "apiVersion", "apps/v1" }, { "kind", "Deployment" }, { "name", workload.Name } } },
                    { "minReplicas", workload.Replicas },
                    { "maxReplicas", workload.MaxReplicas },
                    {
                        "metrics", new YamlList
                        {
                            new YamlMap
                            {
                                { "type", "Resource" },
                                {
                                    "resource", new YamlMap
                                    {
                                        { "name", "cpu" },
                                        { "target", new YamlMap { { "type", "Utilization" }, { "averageUtilization", TargetCpuPercent } } },
                                    }
                                },
                            },
                        }
                    },
                }
            },
        });
    }
}
