using System.Text.Json.Nodes;
using Aspirate.Yaml;

namespace Aspirate.Rollout;

/// <summary>Every step of a rollout as plain YAML, below <c>rollouts/SERVICE</c>, for those who apply from a repository.</summary>
internal sealed class RolloutFiles(string folder, string service)
{
    private static readonly string[] Names = ["deployment.yaml", "service.yaml", "ingress.yaml", "httproute.yaml", "promoted.yaml", "kustomization.yaml"];

    public string Folder { get; } = Path.Combine(Path.GetFullPath(folder), "rollouts", service);

    public IReadOnlyList<JsonObject> Read() =>
    [
        .. Names.Select(n => Path.Combine(Folder, n)).Where(p => File.Exists(p) && !p.EndsWith("kustomization.yaml", StringComparison.Ordinal))
            .SelectMany(p => YamlConversion.Read(File.ReadAllText(p))),
    ];

    public void Write(IEnumerable<JsonObject> objects)
    {
        var files = objects.ToLookup(FileFor);
        Clear();
        Directory.CreateDirectory(Folder);
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(Folder, file.Key), string.Join("---\n", file.Select(o => YamlWriter.Write(YamlConversion.ToYaml(o)))));
        }

        var place = files.SelectMany(f => f).Select(o => (string?)o["metadata"]!["namespace"]).FirstOrDefault(n => n is not null);
        File.WriteAllText(Path.Combine(Folder, "kustomization.yaml"), YamlWriter.Write(new YamlMap
        {
            { "apiVersion", "kustomize.config.k8s.io/v1beta1" },
            { "kind", "Kustomization" },
            { "namespace", place },
            { "resources", YamlList.Of(files.Select(f => f.Key).Order(StringComparer.Ordinal)) },
        }));
    }

    public void Clear()
    {
        foreach (var path in Names.Select(n => Path.Combine(Folder, n)).Where(File.Exists))
        {
            File.Delete(path);
        }

        if (Directory.Exists(Folder) && !Directory.EnumerateFileSystemEntries(Folder).Any())
        {
            Directory.Delete(Folder);
        }
    }

    private static string FileFor(JsonObject item) => (string)item["kind"]! switch
    {
        "HTTPRoute" => "httproute.yaml",
        var kind when CanaryObjects.Name(item).EndsWith("-canary", StringComparison.Ordinal) => kind.ToLowerInvariant() + ".yaml",
        _ => "promoted.yaml",
    };
}
