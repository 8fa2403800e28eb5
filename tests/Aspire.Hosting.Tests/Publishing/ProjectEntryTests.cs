namespace Aspire.Hosting.Tests.Publishing;

public class ProjectEntryTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToPublish();

    [Fact]
    public async Task A_web_project_has_http_and_https_and_learns_its_ports_by_expression()
    {
        var project = _builder.AddProject<WebProject>("api");

        (await Model.EntryOf(project.Resource)).ShouldBe("""
            {
              "type": "project.v0",
              "path": "web/web.csproj",
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES": "true",
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES": "true",
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                "HTTP_PORTS": "{api.bindings.http.targetPort}"
              },
              "bindings": {
                "http": { "scheme": "http", "protocol": "tcp", "transport": "http" },
                "https": { "scheme": "https", "protocol": "tcp", "transport": "http" }
              }
            }
            """);
    }

    [Fact]
    public async Task A_worker_has_no_bindings()
    {
        var project = _builder.AddProject<Worker>("worker").WithArgs("--fast");

        (await Model.EntryOf(project.Resource)).ShouldBe("""
            {
              "type": "project.v0",
              "path": "worker/worker.csproj",
              "args": ["--fast"],
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES": "true",
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES": "true",
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory"
              }
            }
            """);
    }

    [Fact]
    public async Task Only_the_first_endpoint_of_a_scheme_goes_without_a_target_port()
    {
        var project = _builder.AddProject<Worker>("proj")
            .WithHttpEndpoint(name: "hp")
            .WithHttpEndpoint(name: "hp2")
            .WithHttpsEndpoint(name: "hps")
            .WithHttpsEndpoint(name: "hps2")
            .WithEndpoint(scheme: "tcp", name: "tcp0");

        var entry = await Model.EntryOf(project.Resource);

        Assert.Equal("{proj.bindings.hp.targetPort};{proj.bindings.hp2.targetPort}", (string?)entry["env"]!["HTTP_PORTS"]);
        Assert.Equal("{proj.bindings.hps.targetPort};{proj.bindings.hps2.targetPort}", (string?)entry["env"]!["HTTPS_PORTS"]);
        Assert.Equal([null, 8000, null, 8001, 8002], entry["bindings"]!.AsObject().Select(b => (int?)b.Value!["targetPort"]));
    }

    [Fact]
    public async Task A_reference_is_a_variable_for_every_endpoint()
    {
        var api = _builder.AddProject<WebProject>("api");
        var web = _builder.AddProject<Worker>("web").WithReference(api).WithReference("partner", new Uri("https://partner.example/"));

        var env = (await Model.EntryOf(web.Resource))["env"]!.AsObject();

        Assert.Equal("{api.bindings.http.url}", (string?)env["services__api__http__0"]);
        Assert.Equal("{api.bindings.https.url}", (string?)env["services__api__https__0"]);
        Assert.Equal("https://partner.example/", (string?)env["services__partner__default__0"]);
    }

    private sealed class WebProject : IProjectMetadata
    {
        public string ProjectPath => "web/web.csproj";

        public LaunchSettings? LaunchSettings { get; } = new()
        {
            Profiles = { ["http"] = new LaunchProfile { CommandName = "Project", ApplicationUrl = "http://localhost:5001" } },
        };
    }

    private sealed class Worker : IProjectMetadata
    {
        public string ProjectPath => "worker/worker.csproj";

        public LaunchSettings? LaunchSettings { get; } = new();
    }
}
