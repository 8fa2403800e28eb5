using System.Text.Json;
using Json.Schema;
using k8s.Models;

namespace Aspirate.Tests.Helm;

public sealed class HelmTests
{
    private const string Resources = """
        "job": { "type": "container.v0", "image": "job:1" },
        "web": { "type": "container.v0", "image": "web:1", "env": { "PLAIN": "{{ .Values.injected }}", "SECRET": "{key.value}" }, "args": [ "{{ .Release.Name }}" ],
            "volumes": [ { "name": "data", "target": "/data", "readOnly": false } ],
            "bindings": { "http": { "scheme": "http", "targetPort": 8080, "external": true } } },
        "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
        """;

    private static async Task<Workspace> GeneratedAsync()
    {
        var workspace = new Workspace();
        workspace.Manifest(Resources).Write("manifest.hints.json", """{ "resources": { "web": { "waits": [ { "resource": "job", "type": "completion" } ] } } }""");
        (await workspace.GenerateAsync("helm", more: ["--parameter", "key=planted-secret"])).Succeeded();
        return workspace;
    }

    [Fact]
    public async Task A_chart_has_all_its_parts_and_no_secret_in_the_clear()
    {
        using var workspace = await GeneratedAsync();

        foreach (var file in new[] { "Chart.yaml", "values.yaml", "values.schema.json", "templates/NOTES.txt", "templates/web/statefulset.yaml", "templates/web/secret.yaml" })
        {
            Assert.True(File.Exists(workspace.At("out", "Chart", file)), file);
        }

        Assert.DoesNotContain("planted-secret", workspace.AllOutput(), StringComparison.Ordinal);
        Assert.Contains("existingName", workspace.Read("out", "Chart", "values.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_fit_their_schema()
    {
        using var workspace = await GeneratedAsync();
        var schema = JsonSchema.FromText(workspace.Read("out", "Chart", "values.schema.json"));
        var values = Aspirate.Yaml.YamlConversion.Read(workspace.Read("out", "Chart", "values.yaml")).Single();

        Assert.True(schema.Evaluate(JsonSerializer.SerializeToElement(values)).IsValid);
        values["services"]!["web"]!["replicas"] = "two";
        Assert.False(schema.Evaluate(JsonSerializer.SerializeToElement(values)).IsValid);
    }

    [Fact]
    public async Task Helm_renders_valid_objects_and_values_change_them()
    {
        using var workspace = await GeneratedAsync();
        var chart = workspace.At("out", "Chart");
        await ExternalProgram.RunAsync("helm", chart, "lint", ".");
        var objects = ClusterYaml.LoadStrict(await ExternalProgram.RunAsync("helm", chart, "template", "r", ".", "--set", "services.web.replicas=3", "--set", "services.web.image=web:9", "--set", "services.web.secret.existingName=mine"));

        var set = objects.OfType<V1StatefulSet>().Single();
        Assert.Equal(3, set.Spec.Replicas);
        Assert.Equal("web:9", set.Spec.Template.Spec.Containers[0].Image);
        Assert.Equal("{{ .Release.Name }}", set.Spec.Template.Spec.Containers[0].Args[0]);
        Assert.Contains(set.Spec.Template.Spec.Containers[0].EnvFrom, e => e.SecretRef?.Name == "mine");
        Assert.Equal("{{ .Values.injected }}", objects.OfType<V1ConfigMap>().Single(c => c.Metadata.Name.StartsWith("web-config", StringComparison.Ordinal)).Data["PLAIN"]);
        Assert.Equal(objects.OfType<V1Job>().Single().Metadata.Name, objects.OfType<V1Role>().Single().Rules[0].ResourceNames[0]);
    }
}
