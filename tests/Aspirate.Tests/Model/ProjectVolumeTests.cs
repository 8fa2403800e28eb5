using k8s.Models;

namespace Aspirate.Tests.Model;

/// <summary>A project may keep data; the manifest has no volumes for it, so hints and settings give them.</summary>
public sealed class ProjectVolumeTests
{
    private const string Carts = """
        "carts": { "type": "project.v0", "path": "C/C.csproj", "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } } }
        """;

    private const string Hints = """{ "resources": { "carts": { "volumes": { "saved-carts": { "target": "/home/app", "size": "2Gi" } } } } }""";

    [Fact]
    public async Task A_hint_makes_a_stateful_set_with_a_claim()
    {
        using var workspace = new Workspace().Manifest(Carts).Write("manifest.hints.json", Hints);
        (await workspace.GenerateAsync()).Succeeded();
        var set = ClusterYaml.Single<V1StatefulSet>(ClusterYaml.LoadFolder(Path.Combine(workspace.Out, "base")), "carts");

        var claim = Assert.Single(set.Spec.VolumeClaimTemplates);
        Assert.Equal("2Gi", claim.Spec.Resources.Requests["storage"].ToString());
        var mount = Assert.Single(set.Spec.Template.Spec.Containers[0].VolumeMounts, m => m.MountPath == "/home/app");
        Assert.Equal(claim.Metadata.Name, mount.Name);
        // Without the group the claim would belong to root, and the service does not run as root.
        Assert.NotNull(set.Spec.Template.Spec.SecurityContext.FsGroup);
    }

    [Fact]
    public async Task The_settings_do_the_same_and_win()
    {
        using var workspace = new Workspace().Manifest(Carts).Write("manifest.hints.json", Hints);
        workspace.Write("aspirate.json", """{ "resources": { "carts": { "storage": { "size": "5Gi", "volumes": { "saved-carts": { "target": "/data" }, "prices": { "target": "/prices", "readOnly": true } } } } } }""");
        (await workspace.GenerateAsync()).Succeeded();
        var set = ClusterYaml.Single<V1StatefulSet>(ClusterYaml.LoadFolder(Path.Combine(workspace.Out, "base")), "carts");
        var mounts = set.Spec.Template.Spec.Containers[0].VolumeMounts;

        Assert.Equal(["prices", "saved-carts"], set.Spec.VolumeClaimTemplates.Select(c => c.Metadata.Name).Order());
        Assert.All(set.Spec.VolumeClaimTemplates, c => Assert.Equal("5Gi", c.Spec.Resources.Requests["storage"].ToString()));
        Assert.Contains(mounts, m => m is { MountPath: "/data", Name: "saved-carts" });
        Assert.Contains(mounts, m => m is { MountPath: "/prices", ReadOnlyProperty: true });
        Assert.DoesNotContain(mounts, m => m.MountPath == "/home/app");
    }

    [Fact]
    public async Task Compose_and_Helm_have_it_too()
    {
        using var workspace = new Workspace().Manifest(Carts).Write("manifest.hints.json", Hints);
        (await workspace.GenerateAsync("compose")).Succeeded();
        var compose = workspace.Read("out", "docker-compose.yaml");
        Assert.Matches(@"source: saved-carts\n\s+target: /home/app", compose);
        Assert.Matches(@"(?m)^volumes:\n  saved-carts:", compose);
        (await workspace.GenerateAsync("helm")).Succeeded();
        Assert.Contains("2Gi", workspace.AllOutput(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_that_cannot_be_are_refused_with_their_file_and_path()
    {
        using var workspace = new Workspace().Manifest(Carts).Write("manifest.hints.json", """{ "resources": { "carts": { "volumes": { "one": { "target": "../up" }, "two": { "size": "1Gi" }, "three": { "target": "/same" } } } } }""");
        workspace.Write("aspirate.json", """{ "resources": { "carts": { "storage": { "volumes": { "four": {}, "five": { "target": "/same/" } } } } } }""");

        (await workspace.GenerateAsync()).Refused(
            "manifest.hints.json $.resources.carts.volumes.one.target",
            "\"carts\" has no volume \"two\"; a \"target\" would give it one.",
            "aspirate.json $.resources.carts.storage.volumes.four",
            "manifest.hints.json $.resources.carts.volumes.three");
    }
}
