using k8s;

namespace Aspirate.Tests;

/// <summary>Reads generated objects the strict way: an unknown or doubled field fails.</summary>
internal static class ClusterYaml
{
    public static List<object> LoadStrict(string yaml) => KubernetesYaml.LoadAllFromString(yaml, typeMap: null, strict: true);

    public static List<object> LoadFolder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "kustomization.yaml")
            .Order(StringComparer.Ordinal)
            .SelectMany(f => LoadStrict(File.ReadAllText(f))),
    ];

    public static T Single<T>(IEnumerable<object> objects, string name)
        where T : IKubernetesObject<k8s.Models.V1ObjectMeta> => Assert.Single(objects.OfType<T>(), o => o.Metadata.Name == name);

    /// <summary>What a container finds in its environment: its ConfigMaps and Secrets taken together.</summary>
    public static Dictionary<string, string> Environment(IReadOnlyList<object> objects, k8s.Models.V1Container container)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        foreach (var source in container.EnvFrom ?? [])
        {
            if (source.ConfigMapRef is { } config)
            {
                foreach (var (key, value) in Single<k8s.Models.V1ConfigMap>(objects, config.Name).Data)
                {
                    environment[key] = value;
                }
            }

            if (source.SecretRef is { } secret)
            {
                foreach (var (key, value) in Single<k8s.Models.V1Secret>(objects, secret.Name).Data)
                {
                    environment[key] = System.Text.Encoding.UTF8.GetString(value ?? []);
                }
            }
        }

        return environment;
    }
}
