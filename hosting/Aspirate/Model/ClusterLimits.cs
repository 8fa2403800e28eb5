using System.Text;
using Aspirate.Problems;
using Aspirate.Settings;
using Aspirate.Yaml;

namespace Aspirate.Model;

/// <summary>What an API server or a node would refuse of a whole workload, said before anything is written.</summary>
internal static class ClusterLimits
{
    private const int LargestConfiguration = 1 << 20;

    // The server takes 256 KiB and adds annotations of its own.
    private const int LargestAnnotations = (256 << 10) - (8 << 10);

    public static void Check(IReadOnlyList<Workload> workloads, DeploymentSettings settings, string manifestFile, ProblemList problems)
    {
        foreach (var workload in workloads)
        {
            CheckSizes(workload, manifestFile, problems);
            CheckChoices(workload, settings.For(workload.ResourceName), problems);
        }

        foreach (var same in workloads.Where(w => w.Route is not null).GroupBy(w => (w.Route!.Host, w.Route.Path)).Where(g => g.Count() > 1))
        {
            var names = string.Join(" and ", same.Select(w => $"\"{w.ResourceName}\""));
            problems.Add(DeploymentSettings.FileName, $"$.resources.{same.Last().ResourceName}.ingress", $"{names} would all be at https://{same.Key.Host}{same.Key.Path}, and controllers refuse the second; give them other hosts or paths.");
        }
    }

    private static void CheckSizes(Workload workload, string file, ProblemList problems)
    {
        var path = workload.Source.Path;
        var secret = workload.Env.Where(e => IsKeptSecret(e.Value)).Sum(Size) + workload.Args.SelectMany(a => a.Segments).Where(s => s.Secret is not null).DistinctBy(s => s.Secret).Sum(s => Encoding.UTF8.GetByteCount(s.Text));
        var open = workload.Env.Where(e => !IsKeptSecret(e.Value)).Sum(Size);
        if (open > LargestConfiguration || secret > LargestConfiguration)
        {
            problems.Add(file, path + ".env", $"\"{workload.ResourceName}\" has variables of {Math.Max(open, secret)} bytes together, more than the 1 MiB that a {(open > LargestConfiguration ? "ConfigMap" : "Secret")} holds; put the large ones into files.");
        }

        var args = workload.Args.Sum(a => Encoding.UTF8.GetByteCount(a.Text));
        if (args > LargestConfiguration)
        {
            problems.Add(file, path + ".args", $"\"{workload.ResourceName}\" has arguments of {args} bytes together, more than a cluster keeps of one object; put them into files.");
        }
    }

    private static bool IsKeptSecret(Expressions.ResolvedText text) => text.IsSecret || YamlText.IsRefusedByKustomize(text.Text);

    private static int Size(KeyValuePair<string, Expressions.ResolvedText> variable) => variable.Key.Length + Encoding.UTF8.GetByteCount(variable.Value.Text);

    private static void CheckChoices(Workload workload, ResourceSettings settings, ProblemList problems)
    {
        void Add(string member, string message) => problems.Add(DeploymentSettings.FileName, $"$.resources.{workload.ResourceName}.{member}", message);

        if (settings.MaxReplicas is { } most && most < workload.Replicas)
        {
            Add("maxReplicas", $"is {most}, less than the {workload.Replicas} replicas that there always are.");
        }

        if (workload.Scales && !ComputePlan.HasCpu(workload.Requests, workload.Limits))
        {
            Add("requests.cpu", $"must not be empty for \"{workload.ResourceName}\", which has several replicas: the autoscaler goes by the share of the requested cpu that is used.");
        }

        if (settings.Security.RunAsUser == 0 && workload.Security.RunAsNonRoot)
        {
            Add("security", $"lets \"{workload.ResourceName}\" run as user 0, which is root; add \"runAsNonRoot\": false where that is wanted, or give another \"runAsUser\".");
        }

        CheckAnnotations(workload.Annotations, "annotations");
        CheckAnnotations(workload.Route?.Annotations ?? new Dictionary<string, string>(), "ingress.annotations");

        void CheckAnnotations(IReadOnlyDictionary<string, string> annotations, string member)
        {
            var size = annotations.Sum(a => (long)a.Key.Length + Encoding.UTF8.GetByteCount(a.Value));
            if (size > LargestAnnotations)
            {
                Add(member, $"are {size} bytes together; Kubernetes keeps at most 256 KiB of annotations, its own among them.");
            }
        }
    }
}
