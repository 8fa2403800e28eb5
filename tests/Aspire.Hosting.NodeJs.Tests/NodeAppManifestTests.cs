using System.Text.Json.Nodes;
using Tests.Shared;

namespace Aspire.Hosting.NodeJs.Tests;

public sealed class NodeAppManifestTests
{
    [Fact]
    public async Task An_npm_app_is_an_executable_that_runs_its_script()
    {
        var resources = await PublishedManifest.OfAsync(builder => builder
            .AddNpmApp("app", "../web", args: ["--verbose"])
            .WithHttpEndpoint(env: "PORT"));

        var expected = JsonNode.Parse("""
            {
              "type": "executable.v0",
              "workingDirectory": "WORKING",
              "command": "npm",
              "args": ["run", "start", "--", "--verbose"],
              "env": { "NODE_ENV": "production", "PORT": "{app.bindings.http.targetPort}" },
              "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 8000 } }
            }
            """)!;
        expected["workingDirectory"] = resources["app"]!["workingDirectory"]!.GetValue<string>();

        Assert.EndsWith("/web", resources["app"]!["workingDirectory"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(expected.ToJsonString(), resources["app"]!.ToJsonString());
    }

    [Theory]
    [InlineData("server.js", "../web")]
    [InlineData("../web", "server.js")]
    public async Task A_node_script_is_found_in_whichever_order_directory_and_script_are_given(string second, string third)
    {
        var resources = await PublishedManifest.OfAsync(builder => builder.AddNodeApp("app", second, third));

        Assert.Equal("node", resources["app"]!["command"]!.GetValue<string>());
        Assert.Equal("""["server.js"]""", resources["app"]!["args"]!.ToJsonString());
        Assert.EndsWith("/web", resources["app"]!["workingDirectory"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_script_without_a_directory_runs_in_its_own()
    {
        var resources = await PublishedManifest.OfAsync(builder => builder.AddNodeApp("app", "../web/server.js"));

        Assert.EndsWith("/web", resources["app"]!["workingDirectory"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_docker_file_takes_the_place_of_the_script()
    {
        var resources = await PublishedManifest.OfAsync(builder => builder.AddNpmApp("app", "../web").WithHttpEndpoint(env: "PORT").PublishAsDockerFile());

        Assert.Equal("container.v1", resources["app"]!["type"]!.GetValue<string>());
        Assert.Null(resources["app"]!["args"]);
        Assert.Single(resources);
    }

    [Fact]
    public async Task A_vite_app_with_a_docker_file_is_published_without_the_arguments_of_its_development_server()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Dockerfile", "FROM scratch\n");

        var resources = await PublishedManifest.OfAsync(builder => builder.AddViteApp("app", folder.Path));

        Assert.Equal("container.v1", resources["app"]!["type"]!.GetValue<string>());
        Assert.Null(resources["app"]!["args"]);
    }
}
