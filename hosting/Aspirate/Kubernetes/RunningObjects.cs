using Aspirate.Model;
using Aspirate.Naming;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>The object that runs a workload: Deployment, StatefulSet, Job or CronJob.</summary>
internal static class RunningObjects
{
    public const string ResourceAnnotation = "aspirate/resource";

    // As many as one may want to go back to; each keeps its configuration and secrets in the cluster.
    private const int RevisionsKept = 3;

    // A StatefulSet puts its name and a hash into a label of its pods.
    private const int LongestStatefulName = 52;
    private const int LongestCronName = 52;
    // Its name becomes a label of its pods; a chart adds seven characters more.
    private const int LongestJobName = 56;
    private const int HashLength = 8;

    public static ClusterObject Build(DeploymentModel model, Workload workload, WorkloadConfiguration configuration, IReadOnlyDictionary<string, string> jobNames)
    {
        var pod = new PodBuilder(model, workload, configuration, jobNames);
        return workload.Role switch
        {
            WorkloadRole.Stateful => StatefulSet(model, workload, pod),
            WorkloadRole.Job => Job(model, workload, pod),
            WorkloadRole.Scheduled => CronJob(model, workload, pod),
            _ => Deployment(model, workload, pod),
        };
    }

    /// <summary>A job cannot be changed once it is there, so its name says what is in it.</summary>
    public static string JobName(Workload workload, YamlMap template) =>
        NameTable.Derive(workload.Name, "-" + NameTable.Hash(YamlWriter.Write(template), HashLength), LongestJobName);

    private static ClusterObject Deployment(DeploymentModel model, Workload workload, PodBuilder pod) => new(workload, "deployment.yaml", new()
    {
        { "apiVersion", "apps/v1" },
        { "kind", "Deployment" },
        { "metadata", Metadata(model, workload, workload.Name) },
        {
            "spec", new YamlMap
            {
                // With an autoscaler the number is the autoscaler's; writing it here would undo its work at every apply.
                { "replicas", workload.Scales ? null : workload.Replicas },
                { "revisionHistoryLimit", RevisionsKept },
                { "selector", new YamlMap { { "matchLabels", Labels.Selector(model, workload) } } },
                { "strategy", RollingUpdate() },
                { "template", pod.Template() },
            }
        },
    });

    private static YamlMap RollingUpdate() => new()
    {
        { "type", "RollingUpdate" },
        {
            "rollingUpdate", new YamlMap
            {
                { "maxUnavailable", 0 },
                { "maxSurge", 1 },
            },
            "A new pod is ready before an old one goes, even with a single replica."
        },
    };

    private static ClusterObject StatefulSet(DeploymentModel model, Workload workload, PodBuilder pod)
    {
        var claims = new YamlList();
        foreach (var volume in workload.DistinctVolumes.Where(v => !v.Shared))
        {
            claims.Add(new YamlMap
            {
                { "metadata", new YamlMap { { "name", volume.Name } } },
                { "spec", SharedObjects.ClaimSpec(volume) },
            });
        }

        return new(workload, "statefulset.yaml", new()
        {
            { "apiVersion", "apps/v1" },
            { "kind", "StatefulSet" },
            { "metadata", Metadata(model, workload, NameTable.Derive(workload.Name, "", LongestStatefulName)) },
            {
                "spec", new YamlMap
                {
                    { "replicas", workload.Replicas },
                    { "revisionHistoryLimit", RevisionsKept },
                    { "serviceName", workload.Name },
                    { "selector", new YamlMap { { "matchLabels", Labels.Selector(model, workload) } } },
                    { "template", pod.Template() },
                    { "volumeClaimTemplates", claims },
                }
            },
        });
    }

    private static ClusterObject Job(DeploymentModel model, Workload workload, PodBuilder pod)
    {
        var template = pod.Template();
        return new(workload, "job.yaml", new()
        {
            { "apiVersion", "batch/v1" },
            { "kind", "Job" },
            { "metadata", Metadata(model, workload, JobName(workload, template)) },
            { "spec", new YamlMap { { "backoffLimit", 6 }, { "template", template } } },
        });
    }

    private static ClusterObject CronJob(DeploymentModel model, Workload workload, PodBuilder pod) => new(workload, "cronjob.yaml", new()
    {
        { "apiVersion", "batch/v1" },
        { "kind", "CronJob" },
        { "metadata", Metadata(model, workload, NameTable.Derive(workload.Name, "", LongestCronName)) },
        {
            "spec", new YamlMap
            {
                { "schedule", workload.Schedule! },
                { "concurrencyPolicy", "Forbid", "A run that is still going on is not joined by the next one." },
                { "jobTemplate", new YamlMap { { "spec", new YamlMap { { "backoffLimit", 2 }, { "template", pod.Template() } } } } },
            }
        },
    });

    private static YamlMap Metadata(DeploymentModel model, Workload workload, string name)
    {
        var metadata = Labels.Metadata(model, workload, name);
        var annotations = PodBuilder.AnnotationsOf(workload);
        if (workload.ResourceName != workload.Name)
        {
            // Leads back from the cluster to the manifest and to aspirate.json.
            annotations.Set(ResourceAnnotation, workload.ResourceName);
        }

        metadata.Add("annotations", annotations.Count == 0 ? null : annotations);
        return metadata;
    }
}
