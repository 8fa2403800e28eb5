using k8s.Models;

namespace Aspirate.Tests.Model;

public sealed class DashboardTests
{
    private const string Resources = """
        "api": { "type": "project.v0", "path": "api/api.csproj", "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "external": true } } },
        "app": { "type": "container.v1", "build": { "context": "app", "dockerfile": "app/Dockerfile" }, "env": { "OTEL_SERVICE_NAME": "shop-app", "OTEL_EXPORTER_OTLP_HEADERS": "x-team=1" } },
        "own": { "type": "project.v1", "path": "own/own.csproj", "env": { "OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4317" } },
        "http": { "type": "project.v0", "path": "http/http.csproj", "env": { "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf" } },
        "redis": { "type": "container.v0", "image": "redis:8", "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 6379 } } }
        """;

    private static async Task<(Workspace Workspace, CommandResult Result)> GeneratedAsync(string format, params string[] more)
    {
        var workspace = new Workspace();
        workspace.Manifest(Resources);
        return (workspace, (await workspace.GenerateAsync(format, null, more)).Succeeded());
    }

    [Fact]
    public async Task It_runs_beside_the_application_and_gets_the_telemetry_of_what_is_built_here()
    {
        var (workspace, result) = await GeneratedAsync("kustomize", "--include-dashboard");
        using var _ = workspace;
        var objects = ClusterYaml.LoadStrict(await Kubernetes.KustomizeTests.KustomizeAsync(workspace.Out));
        var dashboard = ClusterYaml.Single<V1Deployment>(objects, "aspire-dashboard").Spec.Template.Spec;
        IReadOnlyDictionary<string, string> Environment(string name) => ClusterYaml.Environment(objects, ClusterYaml.Single<V1Deployment>(objects, name).Spec.Template.Spec.Containers[0]);
        var own = Environment("aspire-dashboard");
        var key = own["DASHBOARD__OTLP__PRIMARYAPIKEY"];

        Assert.Equal("mcr.microsoft.com/dotnet/aspire-dashboard:9.5", dashboard.Containers[0].Image);
        Assert.Equal(1654, dashboard.SecurityContext.RunAsUser);
        Assert.Equal(("BrowserToken", "ApiKey"), (own["DASHBOARD__FRONTEND__AUTHMODE"], own["DASHBOARD__OTLP__AUTHMODE"]));
        Assert.Matches("^[A-Za-z0-9]{32}$", own["DASHBOARD__FRONTEND__BROWSERTOKEN"]);
        Assert.NotEqual(key, own["DASHBOARD__FRONTEND__BROWSERTOKEN"]);
        Assert.Equal([18888, 18889, 18890], ClusterYaml.Single<V1Service>(objects, "aspire-dashboard").Spec.Ports.Select(p => p.Port));

        Assert.Equal(("http://aspire-dashboard:18889", "grpc", "api", $"x-otlp-api-key={key}"), Telemetry(Environment("api")));
        Assert.Equal(("http://aspire-dashboard:18890", "http/protobuf", "shop-app", $"x-team=1,x-otlp-api-key={key}"), Telemetry(Environment("app")));
        Assert.Equal(("http://aspire-dashboard:18890", "http/protobuf", "http", $"x-otlp-api-key={key}"), Telemetry(Environment("http")));
        Assert.Equal("http://collector:4317", Environment("own")["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.False(Environment("own").ContainsKey("OTEL_EXPORTER_OTLP_HEADERS"));
        Assert.Empty(Environment("redis"));

        // Who sends may connect, and nobody reaches the pages from outside.
        var policy = objects.OfType<V1NetworkPolicy>().Single(p => p.Metadata.Name == "aspire-dashboard").Spec.Ingress;
        Assert.Equal(["api", "app", "http"], policy.Single().FromProperty.Select(f => f.PodSelector.MatchLabels["app.kubernetes.io/name"]).Order());
        Assert.DoesNotContain(objects.OfType<V1Ingress>(), i => i.Metadata.Name == "aspire-dashboard");
        Assert.Contains("kubectl port-forward service/aspire-dashboard 18888", result.Output, StringComparison.Ordinal);
        Assert.Contains("the token aspire-dashboard-token, which is in", result.Output, StringComparison.Ordinal);
        Assert.Contains("5 resources", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(own["DASHBOARD__FRONTEND__BROWSERTOKEN"], result.Output, StringComparison.Ordinal);
    }

    private static (string, string, string, string) Telemetry(IReadOnlyDictionary<string, string> environment) =>
        (environment["OTEL_EXPORTER_OTLP_ENDPOINT"], environment["OTEL_EXPORTER_OTLP_PROTOCOL"], environment["OTEL_SERVICE_NAME"], environment["OTEL_EXPORTER_OTLP_HEADERS"]);

    [Theory]
    [InlineData("kustomize")]
    [InlineData("helm")]
    public async Task Its_secrets_stand_in_Secrets_alone(string format)
    {
        var (workspace, _) = await GeneratedAsync(format, "--with-dashboard", "--disable-secrets");
        using var __ = workspace;
        var kept = System.Text.Json.JsonDocument.Parse(workspace.Read("aspirate-secrets.json")).RootElement.GetProperty("secrets");
        var values = kept.EnumerateObject().Where(s => s.Name.StartsWith("aspire-dashboard", StringComparison.Ordinal)).Select(s => s.Value.GetString()!).ToList();
        var encoded = values.Select(v => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(v))).ToList();

        Assert.Equal(2, values.Count);
        foreach (var file in Directory.EnumerateFiles(workspace.Out, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain(values, text.Contains);
            Assert.True(Path.GetFileName(file) == "secret.yaml" || !encoded.Exists(text.Contains), file);
        }
    }

    [Fact]
    public async Task The_notes_of_the_chart_say_how_to_reach_it()
    {
        var (workspace, _) = await GeneratedAsync("helm", "--include-dashboard");
        using var __ = workspace;

        var notes = workspace.Read("out", "Chart", "templates", "NOTES.txt");

        Assert.Contains("kubectl port-forward --namespace {{ .Release.Namespace }} service/aspire-dashboard 18888\n", notes, StringComparison.Ordinal);
        Assert.Contains("--output jsonpath='{.items[0].data.DASHBOARD__FRONTEND__BROWSERTOKEN}' | base64 --decode\n", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Compose_its_pages_are_on_loopback_alone()
    {
        var (workspace, result) = await GeneratedAsync("compose", "--include-dashboard", "true");
        using var _ = workspace;
        var compose = workspace.Read("out", "docker-compose.yaml");

        Assert.Contains("- \"127.0.0.1:${ASPIRE_DASHBOARD_HTTP_PORT:-18888}:18888\"", compose, StringComparison.Ordinal);
        Assert.DoesNotContain(":18889", compose.Replace("http://aspire-dashboard:18889", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(":18888", workspace.Read("out", "docker-stack.yaml"), StringComparison.Ordinal);
        Assert.Contains("OTEL_EXPORTER_OTLP_HEADERS: \"x-otlp-api-key=${ASPIRE_DASHBOARD_OTLP_KEY:?", compose, StringComparison.Ordinal);
        Assert.Contains("ASPIRE_DASHBOARD_TOKEN=", workspace.Read("out", ".env"), StringComparison.Ordinal);
        Assert.Contains("http://localhost:18888", result.Output, StringComparison.Ordinal);
        await ExternalProgram.RunAsync("docker-compose", workspace.Out, "config", "--quiet");
    }

    [Fact]
    public async Task Settings_switch_it_on_and_name_its_image_and_the_command_line_switches_it_off()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resources).Write("aspirate.json", """{ "dashboard": true, "resources": { "aspire-dashboard": { "image": "registry.example.com/dashboard:1" }, "api": { "env": { "OTEL_EXPORTER_OTLP_ENDPOINT": "http://else:1" } } } }""");

        (await workspace.GenerateAsync()).Succeeded();
        Assert.Contains("image: registry.example.com/dashboard:1", workspace.Read("out", "base", "aspire-dashboard", "deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT: http://else:1", workspace.Read("out", "base", "api", "config.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_PROTOCOL", workspace.Read("out", "base", "api", "config.yaml"), StringComparison.Ordinal);

        foreach (var off in new[] { "--include-dashboard=false", "--skip=aspire-dashboard" })
        {
            (await workspace.GenerateAsync(more: off)).Succeeded();
            Assert.False(Directory.Exists(workspace.At("out", "base", "aspire-dashboard")));
            Assert.DoesNotContain("aspire-dashboard", workspace.AllOutput(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(""" "aspire-dashboard": { "type": "container.v0", "image": "mine:1" } """, "$.resources.aspire-dashboard")]
    [InlineData(""" "aspire-dashboard-token": { "type": "parameter.v0", "value": "x" } """, "$.resources.aspire-dashboard-token")]
    public async Task A_resource_of_that_name_is_refused(string resource, string path)
    {
        using var workspace = new Workspace();
        workspace.Manifest(resource);

        (await workspace.GenerateAsync(more: "--include-dashboard")).Refused(path, "as what --include-dashboard adds is; rename it");
    }

    [Fact]
    public async Task Made_up_values_without_a_password_are_refused_with_the_way_out()
    {
        using var workspace = new Workspace();
        workspace.Manifest("");

        (await workspace.RunAsync("generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--skip-build", "--non-interactive", "--include-dashboard"))
            .Refused("--include-dashboard", "aspire-dashboard-token", "--secret-password", "--disable-secrets");
    }
}
