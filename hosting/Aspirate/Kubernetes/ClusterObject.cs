using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>An object for the cluster: its YAML, the workload it belongs to (null: to all), and the file it goes into.</summary>
public sealed record ClusterObject(Workload? Workload, string FileName, YamlMap Yaml)
{
    public string Kind => ((YamlString)Yaml["kind"]!).Text;

    public string ApiVersion => ((YamlString)Yaml["apiVersion"]!).Text;

    public string Name => ((YamlString)Yaml.Below("metadata")!["name"]!).Text;

    public string Path => $"{Workload?.Name ?? "shared"}/{FileName}";
}
