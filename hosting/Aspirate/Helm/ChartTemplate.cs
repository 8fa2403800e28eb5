using Aspirate.Kubernetes;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Helm;

/// <summary>Turns an object into a template by opening what the values decide.</summary>
internal static class ChartTemplate
{
    public static string For(DeploymentModel model, ClusterObject item, IReadOnlyDictionary<string, string> jobNames)
    {
        var writer = new YamlWriter(template: true);
        var workload = item.Workload;
        var condition = Condition(item);
        if (workload is not null && NeedsValues(item))
        {
            writer.Line($"{{{{- $service := index .Values.services \"{workload.Name}\" }}}}");
        }

        if (condition is not null)
        {
            writer.Line($"{{{{- if {condition} }}}}");
        }

        Open(model, item);
        OpenJobNames(item.Yaml, jobNames);
        writer.Document(item.Yaml);
        if (condition is not null)
        {
            writer.Line("{{- end }}");
        }

        return writer.ToString();
    }

    private static bool NeedsValues(ClusterObject item) =>
        item.Kind is "Deployment" or "StatefulSet" or "Job" or "CronJob" or "Ingress" or "HorizontalPodAutoscaler" || (item.Kind is "Secret" or "ConfigMap" && item.FileName is "secret.yaml" or "config.yaml" or "tls.yaml");

    private static string? Condition(ClusterObject item) => item switch
    {
        { Kind: "Ingress" } => "$service.ingress.enabled",
        { Kind: "Secret", FileName: "secret.yaml" } => "not $service.secret.existingName",
        // The certificate that comes with the chart is for its own Secret and host alone.
        { Kind: "Secret", FileName: "tls.yaml", Workload: { Route: { } route } } => $"and $service.ingress.enabled (eq $service.ingress.tlsSecret \"{route.TlsSecret}\")",
        _ => null,
    };

    private static void Open(DeploymentModel model, ClusterObject item)
    {
        switch (item.Kind)
        {
            case "Deployment":
            case "StatefulSet":
                var spec = item.Yaml.Below("spec")!;
                spec.Replace("replicas", Value("$service.replicas"));
                OpenPod(model, item.Workload!, spec.Below("template")!);
                OpenClaims(spec);
                break;
            case "Job":
                OpenPod(model, item.Workload!, item.Yaml.Below("spec", "template")!);
                break;
            case "CronJob":
                item.Yaml.Below("spec")!.Replace("schedule", Value("$service.schedule | quote"));
                OpenPod(model, item.Workload!, item.Yaml.Below("spec", "jobTemplate", "spec", "template")!);
                break;
            case "ConfigMap" when item.FileName == "config.yaml":
                item.Yaml.Below("metadata")!.Replace("name", ConfigName(item.Workload!));
                item.Yaml.Replace("data", new YamlTemplateBlock("toYaml $service.env"));
                break;
            case "HorizontalPodAutoscaler":
                item.Yaml.Below("spec")!.Replace("minReplicas", Value("$service.replicas"));
                item.Yaml.Below("spec")!.Replace("maxReplicas", Value("max $service.replicas $service.autoscaling.maxReplicas"));
                var metric = (YamlMap)((YamlList)item.Yaml.Below("spec")!["metrics"]!)[0];
                metric.Below("resource", "target")!.Replace("averageUtilization", Value("$service.autoscaling.targetCpuPercent"));
                break;
            case "Ingress":
                OpenIngress(item.Yaml.Below("spec")!);
                break;
            case "RoleBinding":
                ((YamlMap)((YamlList)item.Yaml["subjects"]!)[0]).Replace("namespace", Value(".Release.Namespace"));
                break;
        }
    }

    private static void OpenPod(DeploymentModel model, Workload workload, YamlMap template)
    {
        var container = (YamlMap)((YamlList)template.Below("spec")!["containers"]!)[0];
        container.Replace("image", Value("$service.image | quote"));
        container.Replace("resources", new YamlTemplateBlock("toYaml $service.resources"));
        if (container["imagePullPolicy"] is null)
        {
            container.Add("imagePullPolicy", Value(".Values.imagePullPolicy"));
        }
        else
        {
            container.Replace("imagePullPolicy", Value(".Values.imagePullPolicy"));
        }

        var configuration = new WorkloadConfiguration(model, workload);
        if (container["envFrom"] is YamlList sources)
        {
            foreach (var source in sources.OfType<YamlMap>())
            {
                source.Below("configMapRef")?.Replace("name", ConfigName(workload));
                source.Below("secretRef")?.Replace("name", new YamlLiteral($"{{{{ $service.secret.existingName | default \"{configuration.SecretName}\" }}}}"));
            }
        }
    }

    // The name holds a hash of what is in it, so that a changed value makes a new object and rolls the pods.
    private static YamlLiteral ConfigName(Workload workload) =>
        new($"{Naming.NameTable.Derive(workload.Name, "-config", 240)}-{{{{ toYaml $service.env | sha256sum | trunc 10 }}}}");

    /// <summary>The workloads of jobs by the jobs' names; taken before any object is opened.</summary>
    public static Dictionary<string, string> JobNames(IReadOnlyList<ClusterObject> all) =>
        all.Where(o => o.Kind == "Job").ToDictionary(o => o.Name, o => o.Workload!.Name, StringComparer.Ordinal);

    // A job cannot be changed once it is there: its name holds a hash of its values, and whoever waits for it asks for
    // that name.
    private static void OpenJobNames(YamlNode node, IReadOnlyDictionary<string, string> jobs)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var entry in map.ToList())
                {
                    if (JobReference(entry.Value, jobs) is { } reference)
                    {
                        map.Replace(entry.Key, reference);
                    }
                    else
                    {
                        OpenJobNames(entry.Value, jobs);
                    }
                }

                break;
            case YamlList list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (JobReference(list[i], jobs) is { } reference)
                    {
                        list.Replace(i, reference);
                    }
                    else
                    {
                        OpenJobNames(list[i], jobs);
                    }
                }

                break;
        }
    }

    private static YamlLiteral? JobReference(YamlNode node, IReadOnlyDictionary<string, string> jobs)
    {
        if (node is not YamlString { Text: var text })
        {
            return null;
        }

        var prefix = text.StartsWith("job/", StringComparison.Ordinal) ? "job/" : "";
        return jobs.TryGetValue(text[prefix.Length..], out var workload)
            ? new($"{prefix}{text[prefix.Length..]}-{{{{ toYaml (index .Values.services \"{workload}\") | sha256sum | trunc 6 }}}}")
            : null;
    }

    private static void OpenClaims(YamlMap spec)
    {
        if (spec["volumeClaimTemplates"] is not YamlList claims)
        {
            return;
        }

        foreach (var claim in claims.OfType<YamlMap>())
        {
            var values = $"(index $service.persistence \"{((YamlString)claim.Below("metadata")!["name"]!).Text}\")";
            claim.Below("spec", "resources", "requests")!.Replace("storage", Value($"{values}.size | quote"));
            if (claim.Below("spec")!["storageClassName"] is null)
            {
                claim.Below("spec")!.Add("storageClassName", Value($"{values}.storageClass | quote"), null, $"{values}.storageClass");
            }
            else
            {
                claim.Below("spec")!.Replace("storageClassName", Value($"{values}.storageClass | quote"), $"{values}.storageClass");
            }
        }
    }

    private static void OpenIngress(YamlMap spec)
    {
        spec.Replace("ingressClassName", Value("$service.ingress.className"));
        var tls = (YamlMap)((YamlList)spec["tls"]!)[0];
        tls.Replace("hosts", new YamlList { Value("$service.ingress.host | quote") });
        tls.Replace("secretName", Value("$service.ingress.tlsSecret"));
        ((YamlMap)((YamlList)spec["rules"]!)[0]).Replace("host", Value("$service.ingress.host | quote"));
    }

    private static YamlLiteral Value(string expression) => new($"{{{{ {expression} }}}}");
}
