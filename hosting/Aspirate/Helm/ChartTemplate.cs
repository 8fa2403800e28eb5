using Aspirate.Kubernetes;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Helm;

/// <summary>Turns objects into templates by opening what the values decide.</summary>
internal sealed class ChartTemplate(DeploymentModel model, ChartJobs jobs)
{
    private const string Several = "or $service.autoscaling.enabled (gt (int $service.replicas) 1)";

    private readonly Dictionary<string, (Workload Workload, WorkloadVolume Volume)> _claims = model.Workloads
        .SelectMany(w => w.DistinctVolumes.Select(v => (Workload: w, Volume: v))).DistinctBy(c => c.Volume.StoreName).ToDictionary(c => c.Volume.StoreName, StringComparer.Ordinal);

    public string For(ClusterObject item)
    {
        var writer = new YamlWriter(template: true);
        var condition = Condition(item);
        Open(item);
        jobs.Open(item.Yaml);
        foreach (var line in Variables(item))
        {
            writer.Line(line);
        }

        if (condition is not null)
        {
            writer.Line($"{{{{- if {condition} }}}}");
        }

        writer.Document(item.Yaml);
        if (condition is not null)
        {
            writer.Line("{{- end }}");
        }

        return writer.ToString();
    }

    private static bool IsRunning(ClusterObject item) => item.Kind is "Deployment" or "StatefulSet" or "Job" or "CronJob";

    private IEnumerable<string> Variables(ClusterObject item)
    {
        var claim = item.Kind == "PersistentVolumeClaim" ? _claims[item.Name] : default;
        var workload = item.Workload ?? (claim.Volume is { Shared: false } ? claim.Workload : null);
        var needed = IsRunning(item) || claim.Volume is not null || item.Kind is "Ingress" or "HorizontalPodAutoscaler" or "PodDisruptionBudget"
            || (item.Kind is "Secret" or "ConfigMap" && item.FileName is "secret.yaml" or "config.yaml" or "tls.yaml");
        if (workload is not null && needed)
        {
            yield return $"{{{{- $service := index .Values.services \"{workload.Name}\" }}}}";
        }

        IEnumerable<WorkloadVolume> volumes = claim.Volume is not null ? [claim.Volume] : IsRunning(item) ? item.Workload!.DistinctVolumes : [];
        foreach (var line in ChartVolumes.Variables(volumes))
        {
            yield return line;
        }
    }

    private string? Condition(ClusterObject item) => item switch
    {
        { Kind: "Ingress" } => "$service.ingress.enabled",
        { Kind: "ConfigMap", FileName: "config.yaml" } => "$service.env",
        { Kind: "Secret", FileName: "secret.yaml" } => "not $service.secret.existingName",
        // The certificate that comes with the chart is for its own Secret and host alone.
        { Kind: "Secret", FileName: "tls.yaml", Workload: { Route: { } route } } => $"and $service.ingress.enabled (eq $service.ingress.tlsSecret \"{route.TlsSecret}\") (eq $service.ingress.host \"{route.Host}\")",
        { Kind: "PersistentVolumeClaim" } => ChartVolumes.OwnClaim(_claims[item.Name].Volume),
        { Kind: "HorizontalPodAutoscaler" } => "$service.autoscaling.enabled",
        { Kind: "PodDisruptionBudget" } => Several,
        _ => null,
    };

    private void Open(ClusterObject item)
    {
        var spec = item.Yaml.Below("spec");
        switch (item.Kind)
        {
            case "Deployment":
                OpenPod(item.Workload!, spec!.Below("template")!);
                // With an autoscaler the number is the autoscaler's.
                spec.SetAfter("", "replicas", Value("$service.replicas"), "not $service.autoscaling.enabled");
                break;
            case "StatefulSet":
                spec!.Replace("replicas", Value("$service.replicas"));
                OpenPod(item.Workload!, spec.Below("template")!);
                ChartVolumes.OpenClaims(item.Workload!, spec);
                break;
            case "Job":
                OpenPod(item.Workload!, spec!.Below("template")!);
                break;
            case "CronJob":
                spec!.Replace("schedule", Value("$service.schedule | quote"));
                OpenPod(item.Workload!, spec.Below("jobTemplate", "spec", "template")!);
                break;
            case "ConfigMap" when item.FileName == "config.yaml":
                item.Yaml.Below("metadata")!.Replace("name", ConfigName(item.Workload!));
                item.Yaml.Replace("data", new YamlTemplateBlock("toYaml $service.env"));
                break;
            case "PersistentVolumeClaim":
                ChartVolumes.OpenClaim(spec!, _claims[item.Name].Volume);
                item.Yaml.Below("metadata")!.Add("annotations", new YamlMap { { "helm.sh/resource-policy", "keep", "What is kept there outlives the release, as in a StatefulSet." } });
                break;
            case "HorizontalPodAutoscaler":
                OpenScaler(spec!);
                break;
            case "Ingress":
                OpenIngress(item.Yaml.Below("metadata")!, spec!);
                break;
            case "RoleBinding":
                ((YamlMap)((YamlList)item.Yaml["subjects"]!)[0]).Replace("namespace", Value(".Release.Namespace"));
                break;
        }
    }

    private void OpenPod(Workload workload, YamlMap template)
    {
        var spec = template.Below("spec")!;
        var container = (YamlMap)((YamlList)spec["containers"]!)[0];
        container.Replace("image", Value("$service.image | quote"));
        container.SetAfter("image", "imagePullPolicy", Value(".Values.imagePullPolicy"), ".Values.imagePullPolicy");
        container.SetAfter(container["lifecycle"] is not null ? "lifecycle" : LastProbe(container), "resources", new YamlTemplateBlock("toYaml $service.resources"), "$service.resources");
        OpenEnvironment(workload, container);
        foreach (var waiter in (spec["initContainers"] as YamlList)?.OfType<YamlMap>() ?? [])
        {
            waiter.Replace("image", Value(((YamlList)waiter["command"]!)[0] is YamlString { Text: "kubectl" } ? ".Values.kubectlImage | quote" : ".Values.waitImage | quote"));
        }

        if (workload.Role == WorkloadRole.Stateless)
        {
            spec.SetAfter("containers", "topologySpreadConstraints", new PodBuilder(model, workload, new(model, workload), new Dictionary<string, string>()).Spread(), Several);
        }

        ChartVolumes.OpenPod(workload, spec);
    }

    private static string LastProbe(YamlMap container) =>
        new[] { "livenessProbe", "readinessProbe", "startupProbe", "envFrom", "ports", "args", "command", "imagePullPolicy" }.First(key => container[key] is not null);

    // Whoever installs the chart may give variables also to a process that has none.
    private void OpenEnvironment(Workload workload, YamlMap container)
    {
        var list = new YamlList();
        var config = new YamlMap { { "configMapRef", new YamlMap { { "name", ConfigName(workload) } } } };
        var secret = new WorkloadConfiguration(model, workload).SecretName;
        list.Add(secret is null ? config : new YamlWhen("$service.env", config));
        if (secret is not null)
        {
            list.Add(new YamlMap { { "secretRef", new YamlMap { { "name", Value($"$service.secret.existingName | default \"{secret}\"") } } } });
        }

        container.SetAfter(new[] { "ports", "args", "command", "imagePullPolicy" }.First(key => container[key] is not null), "envFrom", list, secret is null ? "$service.env" : null);
    }

    // The name holds a hash of what is in it, so that a changed value makes a new object and rolls the pods.
    private static YamlLiteral ConfigName(Workload workload) =>
        new($"{Naming.NameTable.Derive(workload.Name, "-config", 240)}-{{{{ toYaml $service.env | sha256sum | trunc 10 }}}}");

    private static void OpenScaler(YamlMap spec)
    {
        spec.Replace("minReplicas", Value("$service.replicas"));
        spec.Replace("maxReplicas", Value("max $service.replicas $service.autoscaling.maxReplicas"));
        ((YamlMap)((YamlList)spec["metrics"]!)[0]).Below("resource", "target")!.Replace("averageUtilization", Value("$service.autoscaling.targetCpuPercent"));
    }

    private static void OpenIngress(YamlMap metadata, YamlMap spec)
    {
        metadata.Replace("annotations", new YamlTemplateBlock("toYaml $service.ingress.annotations"), "$service.ingress.annotations");
        spec.Replace("ingressClassName", Value("$service.ingress.className | quote"), "$service.ingress.className");
        var tls = (YamlMap)((YamlList)spec["tls"]!)[0];
        tls.Replace("hosts", new YamlList { Value("$service.ingress.host | quote") });
        tls.Replace("secretName", Value("$service.ingress.tlsSecret | quote"));
        spec.Replace("tls", spec["tls"]!, "$service.ingress.tlsSecret");
        ((YamlMap)((YamlList)spec["rules"]!)[0]).Replace("host", Value("$service.ingress.host | quote"));
    }

    private static YamlLiteral Value(string expression) => new($"{{{{ {expression} }}}}");
}
