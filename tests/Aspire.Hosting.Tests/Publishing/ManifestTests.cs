namespace Aspire.Hosting.Tests.Publishing;

public class ManifestTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToPublish();

    [Fact]
    public async Task An_empty_model_is_a_manifest_without_resources()
        => (await Manifest()).ShouldBe("""{ "$schema": "https://json.schemastore.org/aspire-8.0.json", "resources": {} }""");

    [Fact]
    public async Task Resources_come_in_the_order_of_the_model_and_those_only_mentioned_at_the_end()
    {
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(_builder, "db-password", special: false);
        _builder.AddContainer("db", "image").WithEnvironment("PASSWORD", ReferenceExpression.Create($"{password}"));
        _builder.AddParameter("later");

        var resources = (await Manifest())["resources"]!.AsObject();

        Assert.Equal(["db", "later", "db-password"], resources.Select(r => r.Key));
        resources["db-password"]!.ShouldBe("""
            {
              "type": "parameter.v0",
              "value": "{db-password.inputs.value}",
              "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22, "special": false } } } }
            }
            """);
    }

    [Fact]
    public async Task What_is_excluded_is_not_there()
    {
        _builder.AddContainer("kept", "image");
        _builder.AddContainer("left-out", "image").ExcludeFromManifest();

        Assert.Equal(["kept"], (await Manifest())["resources"]!.AsObject().Select(r => r.Key));
    }

    [Fact]
    public async Task A_resource_of_an_unknown_kind_says_that_it_cannot_be_written()
    {
        var odd = _builder.AddResource(new Odd("odd"));
        (await Model.EntryOf(odd.Resource)).ShouldBe("""{ "error": "This resource does not support generation in the manifest." }""");
    }

    [Fact]
    public async Task A_resource_may_write_its_own_entry()
    {
        var odd = _builder.AddResource(new Odd("odd")).WithManifestPublishingCallback(context =>
        {
            context.Writer.WriteString("type", "odd.v0");
            context.Writer.WriteString("path", context.GetManifestRelativePath(Path.Combine(Environment.CurrentDirectory, "a", "b.txt")));
        });

        (await Model.EntryOf(odd.Resource)).ShouldBe("""{ "type": "odd.v0", "path": "a/b.txt" }""");
    }

    [Fact]
    public async Task Allocated_ports_run_on_through_the_manifest_and_leave_out_those_in_use()
    {
        _builder.AddContainer("a", "image").WithHttpEndpoint(name: "x").WithHttpEndpoint(targetPort: 8002, name: "y");
        _builder.AddContainer("b", "image").WithHttpEndpoint(name: "x").WithHttpEndpoint(name: "y");

        var resources = (await Manifest())["resources"]!;

        Assert.Equal(8000, (int)resources["a"]!["bindings"]!["x"]!["targetPort"]!);
        Assert.Equal(8001, (int)resources["b"]!["bindings"]!["x"]!["targetPort"]!);
        Assert.Equal(8003, (int)resources["b"]!["bindings"]!["y"]!["targetPort"]!);
    }

    [Fact]
    public async Task An_executable_is_its_command_in_its_directory()
    {
        var tool = _builder.AddExecutable("tool", "run", Path.Combine(Environment.CurrentDirectory, "dir"), "a", "b")
            .WithHttpEndpoint(targetPort: 5000, env: "PORT");

        (await Model.EntryOf(tool.Resource)).ShouldBe("""
            {
              "type": "executable.v0",
              "workingDirectory": "dir",
              "command": "run",
              "args": ["a", "b"],
              "env": { "PORT": "{tool.bindings.http.targetPort}" },
              "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 5000 } }
            }
            """);
    }

    [Fact]
    public async Task An_executable_may_be_published_as_a_Dockerfile()
    {
        var tool = _builder.AddExecutable("tool", "run", Path.Combine(Environment.CurrentDirectory, "dir"), "a")
            .WithEnvironment("A", "b")
            .PublishAsDockerFile();

        var entry = (await Manifest())["resources"]!["tool"]!;
        entry.ShouldBe("""
            {
              "type": "container.v1",
              "build": { "context": "dir", "dockerfile": "dir/Dockerfile" },
              "env": { "A": "b" }
            }
            """);
    }

    [Fact]
    public async Task Parameters_and_connection_strings()
    {
        var plain = _builder.AddParameter("plain");
        var published = _builder.AddParameter("published", "v", publishValueAsDefault: true);
        var constant = _builder.AddParameter("constant", "v");
        var given = _builder.AddConnectionString("given");
        var made = _builder.AddConnectionString("made", ReferenceExpression.Create($"Key={plain}"));
        var consumer = _builder.AddContainer("consumer", "image").WithReference(given).WithReference(made, "other");

        (await Model.EntryOf(plain.Resource)).ShouldBe("""{ "type": "parameter.v0", "value": "{plain.inputs.value}", "inputs": { "value": { "type": "string" } } }""");
        (await Model.EntryOf(published.Resource)).ShouldBe("""{ "type": "parameter.v0", "value": "{published.inputs.value}", "inputs": { "value": { "type": "string", "default": { "value": "v" } } } }""");
        (await Model.EntryOf(constant.Resource)).ShouldBe("""{ "type": "parameter.v0", "value": "{constant.inputs.value}", "inputs": { "value": { "type": "string" } } }""");
        (await Model.EntryOf(given.Resource)).ShouldBe("""{ "type": "parameter.v0", "connectionString": "{given.value}", "value": "{given.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }""");
        (await Model.EntryOf(made.Resource)).ShouldBe("""{ "type": "value.v0", "connectionString": "Key={plain.value}" }""");
        (await Model.EntryOf(consumer.Resource))["env"]!.ShouldBe("""{ "ConnectionStrings__given": "{given.connectionString}", "ConnectionStrings__other": "{made.connectionString}" }""");
    }

    [Fact]
    public async Task External_services_are_not_part_of_the_manifest()
    {
        _builder.AddExternalService("partner", "https://partner.example/");
        Assert.Empty((await Manifest())["resources"]!.AsObject());
    }

    private Task<System.Text.Json.Nodes.JsonObject> Manifest() => Model.ManifestOf(_builder.Resources);

    private sealed class Odd(string name) : Resource(name);
}
