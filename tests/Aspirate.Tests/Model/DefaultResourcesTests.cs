using k8s.Models;

namespace Aspirate.Tests.Model;

public sealed class DefaultResourcesTests
{
    [Fact]
    public async Task A_script_inside_the_image_of_a_database_does_not_ask_for_what_the_database_needs()
    {
        using var workspace = new Workspace().Manifest("""
            "search": { "type": "container.v0", "image": "docker.io/library/elasticsearch:8.17.3", "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 9200 } } },
            "setup": { "type": "container.v0", "image": "docker.io/library/elasticsearch:8.17.3", "entrypoint": "/bin/bash", "args": [ "-c", "curl search" ] }
            """);
        (await workspace.GenerateAsync()).Succeeded();
        var objects = ClusterYaml.LoadFolder(Path.Combine(workspace.Out, "base"));

        Assert.Equal("2Gi", Requests("search")["memory"].ToString());
        Assert.Equal("128Mi", Requests("setup")["memory"].ToString());

        IDictionary<string, ResourceQuantity> Requests(string name) =>
            ClusterYaml.Single<V1Deployment>(objects, name).Spec.Template.Spec.Containers[0].Resources.Requests;
    }
}
