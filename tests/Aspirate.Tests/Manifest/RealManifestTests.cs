namespace Aspirate.Tests.Manifest;

/// <summary>Manifests that real Aspire wrote.</summary>
public sealed class RealManifestTests
{
    public static TheoryData<string, string> Deployable()
    {
        var data = new TheoryData<string, string>();
        foreach (var format in new[] { "kustomize", "helm", "compose" })
        {
            foreach (var name in new[] { "AspireWithNode", "ProxylessEndToEnd", "Redis", "python" })
            {
                data.Add(name, format);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Deployable))]
    public async Task Those_that_can_be_deployed_are_generated_in_every_format(string name, string format)
    {
        using var workspace = new Workspace();
        (await workspace.GenerateAsync(format, SharedData.Manifest(name))).Succeeded();

        if (format == "kustomize")
        {
            Assert.NotEmpty(ClusterYaml.LoadFolder(Path.Combine(workspace.Out, "base")));
            Assert.NotEmpty(ClusterYaml.LoadStrict(await Kubernetes.KustomizeTests.KustomizeAsync(workspace.Out)));
        }
        else if (format == "compose")
        {
            await ExternalProgram.RunAsync("docker-compose", workspace.Out, "config", "--quiet");
        }
    }

    [Theory]
    [InlineData("PostgresEndToEnd", "$.resources.pg", "$.resources.pg-roles")]
    [InlineData("waitfor", "$.resources.pg", "$.resources.pg-kv", "$.resources.pg-kv-roles")]
    [InlineData("withdockerfile", "$.resources.docker-compose", "does not support generation")]
    [InlineData("ParameterEndToEnd", "$.resources.cs.connectionString", "$.resources.insertionrows.inputs.value")]
    public async Task What_cannot_be_deployed_is_refused_by_name(string name, params string[] reasons)
    {
        using var workspace = new Workspace();
        (await workspace.GenerateAsync(manifest: SharedData.Manifest(name))).Refused(reasons);
        Assert.False(Directory.Exists(workspace.Out));
    }

    [Fact]
    public async Task What_is_left_out_can_be_given_by_value()
    {
        using var workspace = new Workspace();
        (await workspace.GenerateAsync("kustomize", SharedData.Manifest("PostgresEndToEnd"), "--skip", "pg", "--skip", "pg-roles", "--parameter", "pg.connectionString=Host=managed")).Succeeded();

        var objects = ClusterYaml.LoadFolder(Path.Combine(workspace.Out, "base"));
        var api = ClusterYaml.Single<k8s.Models.V1Deployment>(objects, "api").Spec.Template.Spec.Containers[0];
        Assert.Equal("Host=managed;Database=db1", ClusterYaml.Environment(objects, api)["ConnectionStrings__db1"]);
    }
}
