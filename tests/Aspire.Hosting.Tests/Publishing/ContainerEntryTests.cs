using System.Net.Sockets;

namespace Aspire.Hosting.Tests.Publishing;

public class ContainerEntryTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToPublish();

    [Fact]
    public async Task A_bare_container_is_its_image()
    {
        var box = _builder.AddContainer("box", "registry.example/image", "1.2");

        (await Model.EntryOf(box.Resource)).ShouldBe("""
            { "type": "container.v0", "image": "registry.example/image:1.2" }
            """);
    }

    [Fact]
    public async Task Everything_a_container_can_have_comes_in_the_order_of_the_format()
    {
        var secret = _builder.AddParameter("secret", secret: true);
        var box = _builder.AddContainer("box", "image")
            .WithHttpEndpoint(port: 80, targetPort: 8080)
            .WithEnvironment("PLAIN", "text")
            .WithEnvironment("SECRET", secret)
            .WithVolume("data", "/data")
            .WithVolume("/anonymous")
            .WithVolume("shared", "/shared", isReadOnly: true)
            .WithBindMount(Path.Combine(Environment.CurrentDirectory, "config"), "/etc/config", isReadOnly: true)
            .WithArgs("--one", "two")
            .WithEntrypoint("/bin/start")
            .WithExternalHttpEndpoints();
        box.WithEnvironment("URL", box.GetEndpoint("http"));

        (await Model.EntryOf(box.Resource)).ShouldBe("""
            {
              "type": "container.v0",
              "image": "image:latest",
              "entrypoint": "/bin/start",
              "args": ["--one", "two"],
              "bindMounts": [ { "source": "config", "target": "/etc/config", "readOnly": true } ],
              "volumes": [
                { "name": "data", "target": "/data", "readOnly": false },
                { "target": "/anonymous", "readOnly": false },
                { "name": "shared", "target": "/shared", "readOnly": true }
              ],
              "env": { "PLAIN": "text", "SECRET": "{secret.value}", "URL": "{box.bindings.http.url}" },
              "bindings": {
                "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "port": 80, "targetPort": 8080, "external": true }
              }
            }
            """);
    }

    [Fact]
    public async Task A_digest_takes_the_place_of_the_tag()
    {
        var box = _builder.AddContainer("box", "image").WithImageSHA256("abc");
        Assert.Equal("image@sha256:abc", (await Model.EntryOf(box.Resource))["image"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_container_with_a_connection_string_has_it_before_the_image()
    {
        var database = new Database("db");
        _builder.AddResource(database).WithImage("image").WithEndpoint(targetPort: 5432, name: "tcp");

        (await Model.EntryOf(database)).ShouldBe("""
            {
              "type": "container.v0",
              "connectionString": "Host={db.bindings.tcp.host};Port={db.bindings.tcp.port}",
              "image": "image:latest",
              "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 5432 } }
            }
            """);
    }

    [Fact]
    public async Task A_Dockerfile_is_a_build_with_arguments_secrets_and_stage()
    {
        using var folder = new TestFolder();
        var version = _builder.AddParameter("version");
        var key = _builder.AddParameter("key", secret: true);
        var box = _builder.AddDockerfile("box", folder.Path, "Dockerfile.prod", "final")
            .WithBuildArg("VERSION", version)
            .WithBuildArg("PLAIN", "text")
            .WithBuildArg("FLAG", true)
            .WithBuildArg("NUMBER", 5)
            .WithBuildArg("FROM_ENVIRONMENT", (object?)null)
            .WithBuildSecret("KEY", key)
            .WithEnvironment("A", "b");
        box.Resource.Annotations.OfType<DockerfileBuildAnnotation>().Single().BuildSecrets["FILE"] = new FileInfo(Path.Combine(folder.Path, "secret.txt"));

        (await Model.EntryOf(box.Resource, folder.Path)).ShouldBe("""
            {
              "type": "container.v1",
              "build": {
                "context": ".",
                "dockerfile": "Dockerfile.prod",
                "stage": "final",
                "args": { "VERSION": "{version.value}", "PLAIN": "text", "FLAG": "true", "NUMBER": "5", "FROM_ENVIRONMENT": null },
                "secrets": {
                  "KEY": { "type": "env", "value": "{key.value}" },
                  "FILE": { "type": "file", "source": "secret.txt" }
                }
              },
              "env": { "A": "b" }
            }
            """);
    }

    [Fact]
    public async Task A_container_may_be_published_as_a_connection_string()
    {
        var database = new Database("db");
        _builder.AddResource(database).WithImage("image").PublishAsConnectionString();

        (await Model.EntryOf(database)).ShouldBe("""
            {
              "type": "parameter.v0",
              "connectionString": "{db.value}",
              "value": "{db.inputs.value}",
              "inputs": { "value": { "type": "string", "secret": true } }
            }
            """);
    }

    [Theory]
    [InlineData(null, null, "http", null, 8000)]
    [InlineData(8080, null, "http", null, 8080)]
    [InlineData(null, 8080, "http", null, 8080)]
    [InlineData(8080, 8080, "http", null, 8080)]
    [InlineData(80, 8080, "http", 80, 8080)]
    [InlineData(null, null, "tcp", null, 8000)]
    [InlineData(9000, null, "tcp", null, 9000)]
    public async Task Ports_of_a_container(int? port, int? targetPort, string scheme, int? expectedPort, int? expectedTargetPort)
    {
        var box = _builder.AddContainer("box", "image");
        box.Resource.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, scheme, name: "e", port: port, targetPort: targetPort));

        var binding = (await Model.EntryOf(box.Resource))["bindings"]!["e"]!;
        Assert.Equal(expectedPort, (int?)binding["port"]);
        Assert.Equal(expectedTargetPort, (int?)binding["targetPort"]);
    }

    [Fact]
    public async Task Udp_keeps_its_protocol()
    {
        var box = _builder.AddContainer("box", "image").WithEndpoint(targetPort: 53, name: "dns", protocol: ProtocolType.Udp);

        (await Model.EntryOf(box.Resource))["bindings"]!.ShouldBe("""
            { "dns": { "scheme": "udp", "protocol": "udp", "transport": "udp", "targetPort": 53 } }
            """);
    }

    private sealed class Database(string name) : ContainerResource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression
        {
            get
            {
                var endpoint = new EndpointReference(this, "tcp");
                return ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)}");
            }
        }
    }
}
