using Aspirate.Json;
using Aspirate.Problems;

namespace Aspirate.Settings;

/// <summary>Reads <c>aspirate.json</c>.</summary>
public static class SettingsReader
{
    public static DeploymentSettings Read(string folder, ProblemList problems)
    {
        var path = Path.Combine(folder, DeploymentSettings.FileName);
        return File.Exists(path) ? Read(File.ReadAllBytes(path), problems) : DeploymentSettings.Empty;
    }

    public static DeploymentSettings Read(ReadOnlyMemory<byte> content, ProblemList problems)
    {
        if (JsonCursor.Parse(content, DeploymentSettings.FileName, problems) is not { } root
            || !KnownMembers.Check(root, "$schema", "version", "name", "namespace", "containerRegistry", "containerRepositoryPrefix", "containerImageTag", "furtherImageTags", "containerRegistryInsecure", "containerBuilder", "containerBuildContext", "build", "dashboard", "imagePullPolicy", "waitImage", "kubectlImage", "skip", "parameters", "ingress", "privateRegistry", "resources", "environments", "ContainerSettings", "TemplatePath"))
        {
            return DeploymentSettings.Empty;
        }

        if ((root.Number("version", 1, int.MaxValue) ?? 1) != 1)
        {
            root.Report("version", "is newer than this aspirate, which knows version 1; update aspirate.");
        }

        var original = OriginalSettings.Read(root);
        var build = BuildSettingsReader.Read(root);
        return new()
        {
            Name = root.Text("name"),
            Namespace = ClusterNames.Namespace(root, "namespace"),
            ContainerRegistry = root.Text("containerRegistry") ?? original.Registry,
            ContainerRegistryInsecure = root.Flag("containerRegistryInsecure") ?? false,
            ContainerRepositoryPrefix = root.Text("containerRepositoryPrefix") ?? original.RepositoryPrefix,
            ContainerImageTag = root.Text("containerImageTag") ?? original.Tags.FirstOrDefault(),
            FurtherImageTags = Texts(root, "furtherImageTags") ?? [.. original.Tags.Skip(1)],
            ContainerBuilder = root.Text("containerBuilder") ?? original.Builder,
            ContainerBuildContext = root.Text("containerBuildContext") ?? original.Context,
            Build = build with { Args = ResourceSettings.Merge(build.Args, original.Args) },
            Dashboard = root.Flag("dashboard") ?? false,
            ImagePullPolicy = ClusterNames.PullPolicy(root, "imagePullPolicy"),
            WaitImage = ClusterNames.Image(root, "waitImage"),
            KubectlImage = ClusterNames.Image(root, "kubectlImage"),
            Skip = Texts(root, "skip") ?? [],
            Parameters = TextMap(root, "parameters"),
            Ingress = ReadIngressDefaults(root),
            PrivateRegistry = ReadPrivateRegistry(root),
            Resources = ReadResources(root),
            Environments = ReadEnvironments(root),
        };
    }

    internal static Dictionary<string, string> TextMap(JsonCursor parent, string member)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        if (parent.TryGet(member, out var map))
        {
            foreach (var (name, value) in map.Members())
            {
                if (value.AsText() is { } text)
                {
                    texts[name] = text;
                }
            }
        }

        return texts;
    }

    internal static List<string>? Texts(JsonCursor parent, string member) =>
        parent.TryGet(member, out var list) ? [.. list.Items().Select(item => item.AsText()).OfType<string>()] : null;

    private static IngressDefaults ReadIngressDefaults(JsonCursor root)
    {
        if (!root.TryGet("ingress", out var ingress) || !KnownMembers.Check(ingress, "domain", "class", "clusterIssuer", "issuer", "controllerNamespace"))
        {
            return new();
        }

        return new()
        {
            Domain = ClusterNames.Domain(ingress, "domain"),
            Class = ClusterNames.Object(ingress, "class"),
            ClusterIssuer = ClusterNames.Object(ingress, "clusterIssuer"),
            Issuer = ClusterNames.Object(ingress, "issuer"),
            ControllerNamespace = ClusterNames.Namespace(ingress, "controllerNamespace"),
        };
    }

    private static PullSecretSettings? ReadPrivateRegistry(JsonCursor root)
    {
        if (!root.TryGet("privateRegistry", out var registry) || !KnownMembers.Check(registry, "url", "username", "email"))
        {
            return null;
        }

        var url = registry.RequiredText("url");
        var user = registry.RequiredText("username");
        return url is null || user is null ? null : new(url, user, registry.Text("email") ?? "aspirate@aspirate.com");
    }

    private static Dictionary<string, ResourceSettings> ReadResources(JsonCursor parent)
    {
        Dictionary<string, ResourceSettings> resources = new(StringComparer.Ordinal);
        if (parent.TryGet("resources", out var list))
        {
            foreach (var (name, entry) in list.Members())
            {
                resources[name] = ResourceSettingsReader.Read(entry);
            }
        }

        return resources;
    }

    private static Dictionary<string, EnvironmentSettings> ReadEnvironments(JsonCursor root)
    {
        Dictionary<string, EnvironmentSettings> environments = new(StringComparer.Ordinal);
        if (!root.TryGet("environments", out var list))
        {
            return environments;
        }

        foreach (var (name, entry) in list.Members())
        {
            if (!ClusterNames.IsLabel(name))
            {
                entry.Report("an environment's name becomes a folder: small letters, digits and hyphens only.");
            }
            else if (KnownMembers.Check(entry, "namespace", "containerImageTag", "ingress", "resources"))
            {
                environments[name] = new()
                {
                    Namespace = ClusterNames.Namespace(entry, "namespace"),
                    ContainerImageTag = entry.Text("containerImageTag"),
                    Ingress = ReadIngressDefaults(entry),
                    Resources = ReadResources(entry),
                };
            }
        }

        return environments;
    }
}
