using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using k8s.Models;

namespace Aspirate.Tests.Helm;

/// <summary>The chart against the kustomization, and against each of its values.</summary>
public sealed partial class ChartTests
{
    private const string Resources = """
        "web": { "type": "container.v0", "image": "web:1", "env": { "PLAIN": "{{ .Values.x }}", "SECRET": "{key.value}", "DB": "{db.bindings.tcp.host}" }, "args": [ "{{ .Release.Name }}", "$(X)", "{key.value}" ],
            "bindings": { "http": { "scheme": "http", "targetPort": 8080, "external": true } } },
        "several": { "type": "container.v0", "image": "web:1", "volumes": [ { "name": "media", "target": "/media" } ], "bindings": { "http": { "scheme": "http", "targetPort": 8080 } } },
        "other": { "type": "container.v0", "image": "web:1", "volumes": [ { "name": "media", "target": "/media" } ] },
        "db": { "type": "container.v0", "image": "docker.io/library/postgres:16", "volumes": [ { "name": "db-data", "target": "/var/lib/postgresql/data" }, { "name": "logs", "target": "/logs" } ], "bindMounts": [ { "source": "f.txt", "target": "/etc/f.txt", "readOnly": true } ],
            "bindings": { "tcp": { "scheme": "tcp", "targetPort": 5432, "external": true } } },
        "report": { "type": "container.v0", "image": "report:1", "volumes": [ { "name": "reports", "target": "/r" } ] },
        "migrate": { "type": "container.v0", "image": "m:1" },
        "seed": { "type": "container.v0", "image": "m:2", "env": { "K": "{key.value}" } },
        "env": { "type": "container.v0", "image": "e:1" },
        "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
        """;

    private const string Hints = """
        { "resources": { "web": { "waits": [ { "resource": "seed", "type": "completion" }, { "resource": "db" } ] }, "seed": { "waits": [ { "resource": "migrate", "type": "completion" } ] } } }
        """;

    private const string Settings = """
        { "resources": { "several": { "replicas": 3, "maxReplicas": 7 }, "report": { "schedule": "0 3 * * *" }, "web": { "ingress": { "path": "/x{{y", "annotations": { "example.com/a": "{{ b }}" } } } } }
        """;

    private static async Task<Workspace> GeneratedAsync(params string[] formats)
    {
        var workspace = new Workspace();
        workspace.Manifest(Resources).Write("manifest.hints.json", Hints).Write("aspirate.json", Settings).Write("f.txt", "{{ .Values.file }}");
        foreach (var format in formats)
        {
            (await workspace.RunAsync(
                "generate", "-m", workspace.At("manifest.json"), "-o", workspace.At(format), "-p", workspace.Folder, "--output-format", format, "--skip-build", "--non-interactive", "--secret-password", "pw", "--parameter", "key=planted $(X)")).Succeeded();
        }

        return workspace;
    }

    private static Task<string> RenderAsync(Workspace workspace, params string[] more) =>
        ExternalProgram.RunAsync("helm", workspace.At("helm", "Chart"), ["template", "r", ".", "--namespace", "default", .. more]);

    // Names that hold a hash differ, for in a chart the hash is of its values.
    private static SortedDictionary<string, string> Comparable(string yaml)
    {
        SortedDictionary<string, string> objects = new(StringComparer.Ordinal);
        foreach (var json in ClusterYaml.LoadStrict(yaml).Select(o => JsonSerializer.Serialize(o, o.GetType())))
        {
            var item = JobName().Replace(ConfigName().Replace(json, "-config-#\""), "$1-#\"");
            var node = JsonNode.Parse(item)!;
            objects.Add($"{node["kind"]} {node["metadata"]!["name"]}", Sorted(node)!.ToJsonString());
        }

        return objects;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => KeyValuePair.Create(e.Key, Sorted(e.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("-config-[0-9a-f]{10}\"")]
    private static partial Regex ConfigName();

    [GeneratedRegex("((?:job/)?(?:migrate|seed))-[0-9a-f]{8}(-[0-9a-f]{6})?\"")]
    private static partial Regex JobName();

    [Fact]
    public async Task A_chart_renders_the_objects_of_the_kustomization()
    {
        using var workspace = await GeneratedAsync("kustomize", "helm");
        await ExternalProgram.RunAsync("helm", workspace.At("helm", "Chart"), "lint", "--strict", ".");
        var kustomized = Comparable(string.Join("---\n", Directory.EnumerateFiles(workspace.At("kustomize", "base"), "*.yaml", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "kustomization.yaml").Select(File.ReadAllText)));

        // What is kept in a claim outlives the release; kustomize knows no releases.
        var rendered = Comparable((await RenderAsync(workspace)).Replace("helm.sh/resource-policy: keep", "kept: \"\"", StringComparison.Ordinal));
        Assert.Equal(2, rendered.Count(o => o.Value.Contains("\"annotations\":{\"kept\":\"\"}", StringComparison.Ordinal)));
        rendered = new(rendered.ToDictionary(o => o.Key, o => o.Value.Replace("\"annotations\":{\"kept\":\"\"}", "\"annotations\":null", StringComparison.Ordinal)), StringComparer.Ordinal);

        Assert.Equal(kustomized.Keys, rendered.Keys);
        Assert.All(kustomized, o => Assert.Equal(o.Value, rendered[o.Key]));
    }

    [Fact]
    public async Task Every_value_has_an_effect_and_the_schema_knows_it()
    {
        using var workspace = await GeneratedAsync("helm");
        var values = Aspirate.Yaml.YamlConversion.Read(workspace.Read("helm", "Chart", "values.yaml")).Single();
        // What can be set is only seen where it is switched on.
        foreach (var service in values["services"]!.AsObject().Select(s => s.Value!["autoscaling"]).OfType<JsonObject>())
        {
            service["enabled"] = true;
        }

        var schema = JsonSchema.FromText(workspace.Read("helm", "Chart", "values.schema.json"));
        Assert.True(schema.Evaluate(JsonSerializer.SerializeToElement(values)).IsValid);
        var before = await RenderWithAsync(workspace, values);
        var leaves = Leaves(values).ToList();
        Assert.True(leaves.Count > 50, $"only {leaves.Count} values");
        ConcurrentBag<string> idle = [];
        await Parallel.ForEachAsync(leaves, TestContext.Current.CancellationToken, async (path, _) =>
        {
            var changed = values.DeepClone().AsObject();
            Change(changed, path, Other(path[^1], At(changed, path)));
            Assert.True(schema.Evaluate(JsonSerializer.SerializeToElement(changed)).IsValid, string.Join('.', path));
            var after = await RenderWithAsync(workspace, changed);
            if (after == before)
            {
                idle.Add(string.Join('.', path));
            }

            Assert.NotEmpty(ClusterYaml.LoadStrict(after));
            Change(changed, path, new JsonArray(1));
            Assert.False(schema.Evaluate(JsonSerializer.SerializeToElement(changed)).IsValid, string.Join('.', path));
        });
        Assert.Empty(idle);
    }

    [Theory]
    [InlineData("""{ "services": { "web": { "replica": 2 } } }""")]
    [InlineData("""{ "services": { "wep": { "replicas": 2 } } }""")]
    [InlineData("""{ "services": { "migrate": { "replicas": 2 } } }""")]
    [InlineData("""{ "services": { "web": { "env": { "A": 5 } } } }""")]
    [InlineData("""{ "services": { "web": { "image": "" } } }""")]
    [InlineData("""{ "services": { "db": { "persistence": { "db-data": { "size": 5 } } } } }""")]
    [InlineData("""{ "services": { "db": { "persistence": { "nope": { "size": "5Gi" } } } } }""")]
    [InlineData("""{ "imagePullPolicy": "Sometimes" }""")]
    [InlineData("""{ "imagePullPolice": "Always" }""")]
    public async Task The_schema_refuses_what_would_have_no_effect(string values)
    {
        using var workspace = await GeneratedAsync("helm");
        var schema = JsonSchema.FromText(workspace.Read("helm", "Chart", "values.schema.json"));

        Assert.False(schema.Evaluate(JsonDocument.Parse(values).RootElement).IsValid);
    }

    [Fact]
    public async Task Volumes_may_be_claimed_by_others_or_not_kept_at_all()
    {
        using var workspace = await GeneratedAsync("helm");

        var claimed = ClusterYaml.LoadStrict(await RenderAsync(
            workspace, "--set", "services.db.persistence.db-data.existingClaim=mine,services.report.persistence.reports.existingClaim=theirs,persistence.media.existingClaim=ours"));
        var database = claimed.OfType<V1StatefulSet>().Single();
        Assert.Equal("logs", Assert.Single(database.Spec.VolumeClaimTemplates).Metadata.Name);
        Assert.Equal("mine", database.Spec.Template.Spec.Volumes.Single(v => v.Name == "db-data").PersistentVolumeClaim.ClaimName);
        Assert.Equal("theirs", claimed.OfType<V1CronJob>().Single().Spec.JobTemplate.Spec.Template.Spec.Volumes[0].PersistentVolumeClaim.ClaimName);
        Assert.All(["several", "other"], name => Assert.Equal("ours", ClusterYaml.Single<V1Deployment>(claimed, name).Spec.Template.Spec.Volumes[0].PersistentVolumeClaim.ClaimName));
        Assert.Empty(claimed.OfType<V1PersistentVolumeClaim>());

        var lost = ClusterYaml.LoadStrict(await RenderAsync(
            workspace, "--set", "services.db.persistence.db-data.enabled=false,services.db.persistence.logs.enabled=false,persistence.media.enabled=false"));
        Assert.Null(lost.OfType<V1StatefulSet>().Single().Spec.VolumeClaimTemplates);
        Assert.Equal(2, lost.OfType<V1StatefulSet>().Single().Spec.Template.Spec.Volumes.Count(v => v.EmptyDir is not null && v.Name is "db-data" or "logs"));
        Assert.NotNull(ClusterYaml.Single<V1Deployment>(lost, "several").Spec.Template.Spec.Volumes[0].EmptyDir);
        Assert.Equal("report-reports", Assert.Single(lost.OfType<V1PersistentVolumeClaim>()).Metadata.Name);
    }

    [Fact]
    public async Task A_job_has_another_name_when_anything_that_it_is_made_of_changes()
    {
        using var workspace = await GeneratedAsync("helm");
        var before = Names(await RenderAsync(workspace));

        // What comes before a job, and what is the same for all, is part of it as well.
        foreach (var (change, changed) in new[] { ("services.migrate.image=m:9", 2), ("services.seed.image=m:9", 1), ("imagePullPolicy=Always", 2), ("kubectlImage=k:1", 2), ("services.web.image=w:2", 0) })
        {
            var yaml = await RenderAsync(workspace, "--set", change);
            var after = Names(yaml);
            Assert.Equal(changed, after.Except(before).Count());
            var asked = ClusterYaml.Single<V1Deployment>(ClusterYaml.LoadStrict(yaml), "web").Spec.Template.Spec.InitContainers.Single(c => c.Command[0] == "kubectl").Command[^1];
            Assert.Contains(asked["job/".Length..], after);
        }

        static List<string> Names(string yaml) => [.. ClusterYaml.LoadStrict(yaml).OfType<V1Job>().Select(j => j.Metadata.Name)];
    }

    [Fact]
    public async Task Scaling_images_ingress_and_variables_follow_the_values()
    {
        using var workspace = await GeneratedAsync("helm");
        var digest = "web@sha256:" + new string('a', 64);

        var objects = ClusterYaml.LoadStrict(await RenderAsync(
            workspace,
            "--set", "services.web.replicas=3,services.several.autoscaling.enabled=false,services.env.env.NEW=1x,services.web.ingress.tlsSecret=,services.web.ingress.className=traefik,services.web.ingress.host=a.b",
            "--set", $"services.web.image={digest}"));

        var web = ClusterYaml.Single<V1Deployment>(objects, "web");
        Assert.Equal((3, digest), (web.Spec.Replicas, web.Spec.Template.Spec.Containers[0].Image));
        Assert.NotEmpty(web.Spec.Template.Spec.TopologySpreadConstraints);
        Assert.Equal(["several", "web"], objects.OfType<V1PodDisruptionBudget>().Select(b => b.Metadata.Name).Order());
        Assert.Empty(objects.OfType<V2HorizontalPodAutoscaler>());
        Assert.Equal(3, ClusterYaml.Single<V1Deployment>(objects, "several").Spec.Replicas);
        Assert.Equal("1x", ClusterYaml.Environment(objects, ClusterYaml.Single<V1Deployment>(objects, "env").Spec.Template.Spec.Containers[0])["NEW"]);
        var ingress = objects.OfType<V1Ingress>().Single();
        Assert.Null(ingress.Spec.Tls);
        Assert.Equal(("traefik", "a.b"), (ingress.Spec.IngressClassName, ingress.Spec.Rules[0].Host));
        Assert.DoesNotContain(objects.OfType<V1Secret>(), s => s.Type == "kubernetes.io/tls");
    }

    private static async Task<string> RenderWithAsync(Workspace workspace, JsonObject values)
    {
        var file = $"{Guid.NewGuid():n}.json";
        workspace.Write(file, values.ToJsonString());
        return await RenderAsync(workspace, "--values", workspace.At(file));
    }

    private static IEnumerable<string[]> Leaves(JsonObject map, params string[] path)
    {
        foreach (var (key, value) in map)
        {
            string[] here = [.. path, key];
            if (value is JsonObject { Count: > 0 } inner)
            {
                foreach (var leaf in Leaves(inner, here))
                {
                    yield return leaf;
                }
            }
            else if (value is not JsonObject)
            {
                yield return here;
            }
        }
    }

    private static JsonNode At(JsonObject root, string[] path) => path.Aggregate((JsonNode)root, (node, key) => node[key]!);

    private static void Change(JsonObject root, string[] path, JsonNode value) => At(root, path[..^1])[path[^1]] = value;

    private static JsonNode Other(string key, JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True => false,
        JsonValueKind.False => true,
        JsonValueKind.Number => value.GetValue<int>() + 1,
        _ => key switch
        {
            "imagePullPolicy" => "Always",
            "cpu" => "777m",
            "memory" or "size" => "777Mi",
            "schedule" => "7 7 * * *",
            _ => "changed",
        },
    };
}
