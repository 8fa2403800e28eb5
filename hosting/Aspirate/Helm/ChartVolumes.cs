using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Helm;

/// <summary>
/// What the values decide about volumes: kept or not, whose claim, how large. Volumes of one workload are among its values,
/// those that several mount are at the top.
/// </summary>
internal static class ChartVolumes
{
    public static YamlMap? ValuesOf(IEnumerable<WorkloadVolume> volumes)
    {
        var map = new YamlMap();
        foreach (var volume in volumes.DistinctBy(KeyOf))
        {
            map.Add(KeyOf(volume), new YamlMap
            {
                { "enabled", true, "false: nothing is kept when a pod goes." },
                { "existingClaim", "", "A PersistentVolumeClaim of your own; empty: the chart brings one." },
                { "size", volume.Size },
                { "storageClass", volume.Class ?? "", "Empty: the cluster's default." },
            });
        }

        return map.Count == 0 ? null : map;
    }

    public static IEnumerable<WorkloadVolume> SharedOf(DeploymentModel model) => model.Workloads.SelectMany(w => w.DistinctVolumes).Where(v => v.Shared);

    /// <summary>The lines that give each volume's values a name; they stand at the top of a template.</summary>
    public static IEnumerable<string> Variables(IEnumerable<WorkloadVolume> volumes) =>
        volumes.DistinctBy(KeyOf).Select(v => $"{{{{- {VariableOf(v)} := index {(v.Shared ? "$.Values" : "$service")}.persistence \"{KeyOf(v)}\" }}}}");

    /// <summary>When the chart brings the claim itself.</summary>
    public static string OwnClaim(WorkloadVolume volume) => $"and {VariableOf(volume)}.enabled (not {VariableOf(volume)}.existingClaim)";

    /// <summary>Opens a claim's size and class.</summary>
    public static void OpenClaim(YamlMap spec, WorkloadVolume volume)
    {
        var values = VariableOf(volume);
        spec.Below("resources", "requests")!.Replace("storage", new YamlLiteral($"{{{{ {values}.size | quote }}}}"));
        spec.SetAfter("accessModes", "storageClassName", new YamlLiteral($"{{{{ {values}.storageClass | quote }}}}"), $"{values}.storageClass");
    }

    /// <summary>Opens the volumes of a pod: claimed by name, or nothing but a folder that goes with the pod.</summary>
    public static void OpenPod(Workload workload, YamlMap spec)
    {
        if (workload.Volumes.Count == 0)
        {
            return;
        }

        var list = new YamlList();
        var conditions = new List<string>();
        foreach (var volume in workload.DistinctVolumes)
        {
            var values = VariableOf(volume);
            var fromTemplate = workload.Role == WorkloadRole.Stateful && !volume.Shared;
            var claimed = fromTemplate ? $"and {values}.enabled {values}.existingClaim" : $"{values}.enabled";
            var claim = fromTemplate ? $"{values}.existingClaim | quote" : $"{values}.existingClaim | default \"{volume.StoreName}\" | quote";
            list.Add(new YamlWhen(claimed, new YamlMap
            {
                { "name", volume.Name },
                { "persistentVolumeClaim", new YamlMap { { "claimName", new YamlLiteral($"{{{{ {claim} }}}}") } } },
            }));
            list.Add(new YamlWhen($"not {values}.enabled", new YamlMap { { "name", volume.Name }, { "emptyDir", new YamlMap() } }));
            conditions.Add(fromTemplate ? $"(not ({OwnClaim(volume)}))" : "true");
        }

        var names = workload.DistinctVolumes.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        var others = (spec["volumes"] as YamlList)?.Where(v => v is YamlMap map && !names.Contains(((YamlString)map["name"]!).Text)).ToList() ?? [];
        others.ForEach(list.Add);
        var always = others.Count > 0 || conditions.Contains("true");
        spec.SetAfter(spec["topologySpreadConstraints"] is null ? "containers" : "topologySpreadConstraints", "volumes", list, always ? null : conditions.Count == 1 ? $"not ({OwnClaim(workload.DistinctVolumes.Single())})" : $"or {string.Join(' ', conditions)}");
    }

    /// <summary>Opens the claims that a StatefulSet makes for each of its pods.</summary>
    public static void OpenClaims(Workload workload, YamlMap spec)
    {
        if (spec["volumeClaimTemplates"] is not YamlList claims)
        {
            return;
        }

        var own = workload.DistinctVolumes.Where(v => !v.Shared).ToList();
        var list = new YamlList();
        for (var i = 0; i < own.Count; i++)
        {
            var claim = (YamlMap)claims[i];
            OpenClaim(claim.Below("spec")!, own[i]);
            list.Add(own.Count == 1 ? claim : new YamlWhen(OwnClaim(own[i]), claim));
        }

        spec.Replace("volumeClaimTemplates", list, own.Count == 1 ? OwnClaim(own[0]) : $"or {string.Join(' ', own.Select(v => $"({OwnClaim(v)})"))}");
    }

    private static string KeyOf(WorkloadVolume volume) => volume.Shared ? volume.StoreName : volume.Name;

    // Names of volumes have no underscores, so no two meet.
    private static string VariableOf(WorkloadVolume volume) => $"${KeyOf(volume).Replace('-', '_')}Volume";
}
