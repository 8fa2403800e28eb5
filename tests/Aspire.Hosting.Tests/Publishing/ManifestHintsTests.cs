#pragma warning disable ASPIREPROBES001 // probes are what is tested

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Publishing;

public class ManifestHintsTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToPublish();

    [Fact]
    public void Health_checks_probes_and_waits_are_told()
    {
        var search = _builder.AddContainer("search", "image").WithHttpEndpoint(targetPort: 9200).WithHttpHealthCheck("/health", 204);
        var setup = _builder.AddExecutable("setup", "run", ".");
        _builder.AddContainer("api", "image")
            .WithHttpEndpoint(targetPort: 80, name: "web")
            .WithHttpProbe(ProbeType.Liveness, "/alive", initialDelaySeconds: 1, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 4, successThreshold: 1, endpointName: "web")
            .WaitFor(search)
            .WaitForCompletion(setup, 3)
            .WaitForStart(search);

        Hints()!.ShouldBe("""
            {
              "version": 1,
              "resources": {
                "search": { "healthChecks": [ { "path": "/health", "endpoint": "http", "statusCode": 204 } ] },
                "api": {
                  "healthChecks": [ { "path": "/alive", "endpoint": "web", "statusCode": 200 } ],
                  "probes": [ { "type": "liveness", "path": "/alive", "endpoint": "web", "initialDelaySeconds": 1, "periodSeconds": 2, "timeoutSeconds": 3, "failureThreshold": 4, "successThreshold": 1 } ],
                  "waits": [ { "resource": "search", "type": "healthy" }, { "resource": "setup", "type": "completion", "exitCode": 3 } ]
                }
              }
            }
            """);
    }

    [Fact]
    public void Replicas_of_a_project_are_told_and_its_health_is_asked_where_it_listens()
    {
        _builder.AddProject<WebProject>("api").WithReplicas(3).WithHttpHealthCheck("/health");

        Hints()!["resources"]!["api"]!.ShouldBe("""
            { "healthChecks": [ { "path": "/health", "endpoint": "http", "statusCode": 200 } ], "replicas": 3 }
            """);
    }

    [Fact]
    public void A_volume_of_a_project_is_told_for_the_manifest_has_none()
    {
        _builder.AddProject<WebProject>("carts")
            .WithAnnotation(new ContainerMountAnnotation("carts-data", "/home/app", ContainerMountType.Volume, isReadOnly: false))
            .WithAnnotation(new ContainerMountAnnotation("prices", "/prices", ContainerMountType.Volume, isReadOnly: true));
        _builder.AddContainer("search", "image").WithVolume("search-data", "/data");

        Hints()!["resources"]!.ShouldBe("""
            { "carts": { "volumes": { "carts-data": { "target": "/home/app" }, "prices": { "target": "/prices", "readOnly": true } } } }
            """);
    }

    [Fact]
    public void What_is_not_deployed_is_not_waited_for()
    {
        var leftOut = _builder.AddContainer("left-out", "image").ExcludeFromManifest();
        var parameter = _builder.AddParameter("parameter");
        var server = _builder.AddContainer("server", "image").WithEndpoint(targetPort: 1, name: "tcp");
        var connection = _builder.AddConnectionString("connection", ReferenceExpression.Create($"{server.GetEndpoint("tcp")};{parameter}"));
        _builder.AddContainer("api", "image").WaitFor(leftOut).WaitFor(connection);

        Hints()!["resources"]!.ShouldBe("""{ "api": { "waits": [ { "resource": "server", "type": "started" } ] } }""");
    }

    [Fact]
    public async Task The_file_lies_beside_the_manifest_and_goes_when_there_is_nothing_to_say()
    {
        using var folder = new TestFolder();

        await Publish(b => b.AddContainer("box", "image").WithHttpEndpoint(targetPort: 80).WithHttpHealthCheck("/"));
        Assert.True(File.Exists(Path.Combine(folder.Path, "aspire-manifest.hints.json")));

        await Publish(b => b.AddContainer("box", "image"));
        Assert.False(File.Exists(Path.Combine(folder.Path, "aspire-manifest.hints.json")));

        async Task Publish(Action<DistributedApplicationBuilder> declare)
        {
            var builder = Model.ToPublish("--output-path", folder.Path);
            declare(builder);
            await using var app = builder.Build();
            await app.RunAsync().WaitAsync(Model.Patience);
        }
    }

    private JsonNode? Hints()
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);
        return ManifestHints.Write(new DistributedApplicationModel(_builder.Resources), writer) ? JsonNode.Parse(stream.ToArray()) : null;
    }

    private sealed class WebProject : IProjectMetadata
    {
        public string ProjectPath => "web/web.csproj";

        public LaunchSettings? LaunchSettings { get; } = new()
        {
            Profiles = { ["http"] = new LaunchProfile { CommandName = "Project", ApplicationUrl = "http://localhost:5001" } },
        };
    }
}
