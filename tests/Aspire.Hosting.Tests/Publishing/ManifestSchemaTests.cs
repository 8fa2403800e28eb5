using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Aspire.Hosting.Tests.Publishing;

public class ManifestSchemaTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToPublish();

    [Fact]
    public async Task Every_kind_of_resource_is_valid_against_the_published_schema()
    {
        var schema = JsonSchema.FromFile(SharedData.Schema);
        Declare();

        var manifest = await Model.ManifestOf(_builder.Resources);
        var result = schema.Evaluate(JsonSerializer.SerializeToElement(manifest), new EvaluationOptions { OutputFormat = OutputFormat.List });

        Assert.True(result.IsValid, $"{manifest}\n{string.Join('\n', result.Details!.Where(d => d.Errors is not null).Select(d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}"))}");
        Assert.Equal(
            ["container.v0", "container.v1", "executable.v0", "parameter.v0", "project.v0", "value.v0"],
            Types(manifest).Distinct().Order());
    }

    private static IEnumerable<string> Types(JsonObject manifest) => manifest["resources"]!.AsObject().Select(r => (string)r.Value!["type"]!);

    private void Declare()
    {
        var secret = _builder.AddParameter("secret", secret: true);
        var plain = _builder.AddParameter("plain");
        var made = _builder.AddParameter("made", new GenerateParameterDefault { MinLength = 22, Special = false, MinLower = 1 }, secret: true);
        var given = _builder.AddConnectionString("given");
        var store = _builder.AddContainer("store", "image", "1.2")
            .WithEntrypoint("/bin/run").WithArgs("--key", made, plain)
            .WithVolume("data", "/data").WithBindMount("files", "/files", isReadOnly: true)
            .WithEndpoint(targetPort: 6379, port: 7000, name: "tcp")
            // Aspire writes three things that its own schema does not know: the transport "udp", volumes without a name, and the stage of a build.
            .WithEndpoint("dns", e => (e.Protocol, e.UriScheme, e.TargetPort, e.Transport) = (System.Net.Sockets.ProtocolType.Udp, "udp", 53, "tcp"))
            .WithHttpsEndpoint(targetPort: 8443, isProxied: false, port: 8443).WithExternalHttpEndpoints()
            .WithEnvironment("SECRET", secret);
        var composed = _builder.AddConnectionString("composed", ReferenceExpression.Create($"Host={store.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)};Password={made}"));
        _builder.AddDockerfile("built", ".", "Dockerfile").WithBuildArg("VERSION", plain).WithBuildArg("FIXED", "1").WithBuildSecret("TOKEN", secret)
            .WithHttpEndpoint(targetPort: 80).WithReference(given).WithReference(composed);
        var api = _builder.AddProject<Web>("api").WithReference(composed).WithReference(store.GetEndpoint("tcp")).WithArgs("--verbose").AsHttp2Service();
        _builder.AddExecutable("tool", "tool", ".", "run", "--fast").WithReference(api).WithHttpEndpoint(env: "PORT");
        _builder.AddExecutable("packed", "node", ".", "app.js").WithHttpEndpoint(targetPort: 3000).PublishAsDockerFile();
        _builder.AddExternalService("elsewhere", "https://example.org/");
    }

    private sealed class Web : IProjectMetadata
    {
        public string ProjectPath => "web/web.csproj";

        public LaunchSettings? LaunchSettings { get; } = new()
        {
            Profiles = { ["http"] = new LaunchProfile { CommandName = "Project", ApplicationUrl = "http://localhost:5001;https://localhost:5002" } },
        };
    }
}
