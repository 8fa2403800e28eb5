using System.Text.RegularExpressions;
using Aspirate.Json;
using Aspirate.Problems;

namespace Aspirate.Settings;

/// <summary>Reads <c>aspirate.json</c>.</summary>
public static partial class SettingsReader
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];

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

        var policy = root.Text("imagePullPolicy");
        if (policy is not null && !PullPolicies.Contains(policy))
        {
            root.Report("imagePullPolicy", $"must be one of {string.Join(", ", PullPolicies)}.");
        }

        var original = OriginalSettings.Read(root);
        var build = BuildSettingsReader.Read(root);
        return new()
        {
            Name = root.Text("name"),
            Namespace = NamespaceName(root),
            ContainerRegistry = root.Text("containerRegistry") ?? original.Registry,
            ContainerRegistryInsecure = root.Flag("containerRegistryInsecure") ?? false,
            ContainerRepositoryPrefix = root.Text("containerRepositoryPrefix") ?? original.RepositoryPrefix,
            ContainerImageTag = root.Text("containerImageTag") ?? original.Tags.FirstOrDefault(),
            FurtherImageTags = Texts(root, "furtherImageTags") ?? [.. original.Tags.Skip(1)],
            ContainerBuilder = root.Text("containerBuilder") ?? original.Builder,
            ContainerBuildContext = root.Text("containerBuildContext") ?? original.Context,
            Build = build with { Args = ResourceSettings.Merge(build.Args, original.Args) },
            Dashboard = root.Flag("dashboard") ?? false,
            ImagePullPolicy = policy,
            WaitImage = root.Text("waitImage"),
            KubectlImage = root.Text("kubectlImage"),
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

    private static string? NamespaceName(JsonCursor root)
    {
        var name = root.Text("namespace");
        if (name is not null && (name.Length > 63 || !DnsLabel().IsMatch(name)))
        {
            root.Report("namespace", "must be a DNS label: small letters, digits and hyphens, at most 63.");
            return null;
        }

        return name;
    }

    private static IngressDefaults ReadIngressDefaults(JsonCursor root)
    {
        if (!root.TryGet("ingress", out var ingress) || !KnownMembers.Check(ingress, "domain", "class", "clusterIssuer", "issuer", "controllerNamespace"))
        {
            return new();
        }

        return new()
        {
            Domain = HostName(ingress, "domain"),
            Class = ingress.Text("class"),
            ClusterIssuer = ingress.Text("clusterIssuer"),
            Issuer = ingress.Text("issuer"),
            ControllerNamespace = ingress.Text("controllerNamespace"),
        };
    }

    internal static string? HostName(JsonCursor parent, string member)
    {
        var host = parent.Text(member);
        if (host is not null && (host.Length > 253 || !DnsName().IsMatch(host)))
        {
            parent.Report(member, "must be a DNS name in small letters, such as shop.example.com.");
            return null;
        }

        return host;
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
            if (name.Length > 63 || !DnsLabel().IsMatch(name))
            {
                entry.Report("an environment's name becomes a folder: small letters, digits and hyphens only.");
            }
            else if (KnownMembers.Check(entry, "namespace", "containerImageTag", "ingress", "resources"))
            {
                environments[name] = new()
                {
                    Namespace = NamespaceName(entry),
                    ContainerImageTag = entry.Text("containerImageTag"),
                    Ingress = ReadIngressDefaults(entry),
                    Resources = ReadResources(entry),
                };
            }
        }

        return environments;
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    internal static partial Regex DnsLabel();

    [GeneratedRegex(@"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    internal static partial Regex DnsName();
}
