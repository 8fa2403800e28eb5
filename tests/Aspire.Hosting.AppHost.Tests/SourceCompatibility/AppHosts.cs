using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.AppHost.Tests.SourceCompatibility;

/// <summary>
/// Calls as AppHosts of other people write them: which arguments are named, which are left out, what is chained to what. That they compile is half of the test.
/// The bodies are made up; the forms of the calls are those in use.
/// </summary>
internal static class AppHosts
{
    public static IReadOnlyDictionary<string, Action<IDistributedApplicationBuilder>> All { get; } = new Dictionary<string, Action<IDistributedApplicationBuilder>>
    {
        ["a front end that npm starts"] = builder =>
        {
            var api = builder.AddProject<Service>("api").WithExternalHttpEndpoints();
            builder.AddNpmApp("frontend", "../frontend", "watch").WithHttpEndpoint(port: 5067, env: "PORT").WithReference(api).WaitFor(api).WithExternalHttpEndpoints().PublishAsDockerFile();
            builder.AddNpmApp("site", workingDirectory: "../site", scriptName: "dev").WithHttpEndpoint(targetPort: 4321).WithUrlForEndpoint("http", url => { url.Url = "/start"; url.DisplayText = "Start"; });
            builder.AddNpmApp("tools", "../tools", args: ["--quiet"]).WithEnvironment("BROWSER", "none");
        },
        ["an endpoint that depends on the mode"] = builder =>
        {
            var api = builder.AddNpmApp("api", "../api").WithExternalHttpEndpoints().PublishAsDockerFile();
            _ = builder.ExecutionContext.IsPublishMode ? api.WithHttpEndpoint(env: "PORT") : api.WithHttpsEndpoint(env: "PORT");

            if (builder.Environment.IsDevelopment() && builder.Configuration["DOTNET_LAUNCH_PROFILE"] == "https")
            {
                api.WithEnvironment("NODE_TLS_REJECT_UNAUTHORIZED", "0");
            }
        },
        ["scripts that node runs, old and new"] = builder =>
        {
            builder.AddNodeApp("old", "app.js", "../old").WithHttpEndpoint(env: "PORT");
            builder.AddNodeApp(name: "named", scriptPath: "app.js", workingDirectory: "../named").WithHttpEndpoint(env: "APP_PORT").PublishAsDockerFile();
            builder.AddNodeApp("new", "../new", "src/server.js").WithNpm().WithHttpEndpoint(port: 3000, env: "PORT").WithHttpHealthCheck("/health");
            builder.AddNodeApp("scripted", "../scripted", "app.ts").WithYarn().WithRunScript("dev").WithBuildScript("build").WithHttpEndpoint(env: "PORT").WithExternalHttpEndpoints();
        },
        ["front ends of newer versions"] = builder =>
        {
            var api = builder.AddProject<Service>("api", launchProfileName: "http").WithHttpHealthCheck("/health");
            builder.AddViteApp("frontend", "../frontend", runScriptName: "start").WithReference(api).WaitFor(api).WithExternalHttpEndpoints();
            builder.AddViteApp("pinned", "../pinned").WithPnpm().WithViteConfig("vite.prod.ts").WithHttpEndpoint(port: 5173, env: "PORT").WithEnvironment("VITE_API", api.GetEndpoint("http"));
            builder.AddJavaScriptApp("classic", "../classic", "dev").WithEnvironment("PORT", "7023").WithHttpEndpoint(port: 7023, targetPort: 7023, name: "frontend", env: "PORT", isProxied: false).WithReference(api);
            builder.AddJavaScriptApp("started", "./../started").WithRunScript("start").WithReference(api).WithHttpEndpoint(env: "PORT").WithExternalHttpEndpoints();
            var built = builder.AddJavaScriptApp("built", "../built").WithRunScript("dev", ["--host"]).WithBuildScript("build:prod").WithHttpEndpoint(targetPort: 4200);
            api.PublishWithContainerFiles(built, "wwwroot");
        },
        ["a front end with a certificate of its own"] = builder =>
#pragma warning disable ASPIRECERTIFICATES001
            builder.AddJavaScriptApp("client", "../client", runScriptName: "start")
                .WithHttpsEndpoint(env: "PORT")
                .WithHttpsDeveloperCertificate()
                .WithHttpsCertificateConfiguration(ctx =>
                {
                    ctx.EnvironmentVariables["SSL_CERT"] = ctx.CertificatePath;
                    ctx.EnvironmentVariables["SSL_KEY"] = ctx.KeyPath;
                    return Task.CompletedTask;
                })
                .WithDeveloperCertificateTrust(true)
                .WithoutHttpsCertificate(),
#pragma warning restore ASPIRECERTIFICATES001
        ["python, old and new"] = builder =>
        {
            builder.AddPythonApp("script", "../script", "main.py").WithHttpEndpoint(env: "PORT").WithExternalHttpEndpoints().WithOtlpExporter();
            builder.AddPythonApp(name: "reader", appDirectory: "../reader", scriptPath: "main.py", virtualEnvironmentPath: "../reader/.venv").WithHttpEndpoint(env: "PORT");
            builder.AddPythonApp("managed", "../managed", "run.py").WithUv().WithHttpEndpoint(port: 8001, name: "api", env: "PORT", isProxied: false);
            builder.AddPythonApp("elsewhere", "../elsewhere", "src/main.py").WithVirtualEnvironment("../.venv", createIfNotExists: false).WithEnvironment("PYTHONUNBUFFERED", "1");
            builder.AddPythonModule("module", "../module", "uvicorn").WithArgs("app:app", "--reload").WithHttpEndpoint(env: "UVICORN_PORT");
            var app = builder.AddUvicornApp("app", "./app", "main:app").WithUv(args: ["sync", "--frozen"]).WithExternalHttpEndpoints().WithHttpHealthCheck("/health");
            builder.AddUvicornApp(name: "named", appDirectory: "../named", app: "main:app").WithHttpEndpoint(port: 8000, name: "http").WithReference(app).WaitFor(app);
            app.PublishWithContainerFiles(builder.AddViteApp("pages", "../pages"), "./static");
        },
        ["elasticsearch in the ways it is set up"] = builder =>
        {
            var password = builder.AddParameter("elastic-password", "changeme", secret: true);
            var plain = builder.AddElasticsearch("plain").WithDataVolume();
            var tuned = builder.AddElasticsearch("tuned", password).WithImageTag("8.15.0").WithEndpoint("http", endpoint => { endpoint.Port = 19200; endpoint.TargetPort = 9200; })
                .WithDataVolume("tuned-data").WithEnvironment("ES_JAVA_OPTS", "-Xms512m -Xmx512m").WithEnvironment("xpack.security.enabled", "false").WithLifetime(ContainerLifetime.Persistent);
            builder.AddElasticsearch("bound", password, port: 19201).WithDataBindMount("./data");
            builder.AddContainer("kibana", "kibana", "8.17.3").WithHttpEndpoint(port: 15601, targetPort: 5601).WithEnvironment("ELASTICSEARCH_HOSTS", plain.GetEndpoint("http"))
                .WithEnvironment(context => context.EnvironmentVariables["ELASTICSEARCH_PASSWORD"] = plain.Resource.PasswordParameter).WaitFor(plain);
            builder.AddProject<Service>("api").WithReference(plain).WithReference(tuned, connectionName: "search").WaitFor(plain);
        },
        ["containers with everything"] = builder =>
        {
            var search = builder.AddContainer("search", "opensearchproject/opensearch", "2.12.0")
                .WithHttpEndpoint(port: 19202, targetPort: 9200, name: "http").WithEnvironment("discovery.type", "single-node").WithLifetime(ContainerLifetime.Persistent).WithContainerName("search-node");
            builder.AddContainer("phone", "example/phone", "22.6")
                .WithHttpEndpoint(port: 18088, targetPort: 8088, name: "web").WithEndpoint(port: 18089, targetPort: 8089, scheme: "https", name: "wss")
                .WithEndpoint(port: 15060, targetPort: 5060, scheme: "udp", name: "sip", protocol: ProtocolType.Udp, isProxied: false)
                .WithBindMount("conf/http.conf", "/etc/phone/http.conf", isReadOnly: true).WithBindMount("conf", "/etc/conf", true).WithVolume("phone-data", "/data").WithVolume("/tmp/anonymous")
                .WithContainerRuntimeArgs("--platform", "linux/amd64").WithArgs("--verbose").WithEntrypoint("/start.sh").WithImagePullPolicy(ImagePullPolicy.Always).WaitFor(search);
            builder.AddContainer("tail", "example/tail").WithEndpoint(19300, 9300).WithEndpoint(name: "two", port: 19301, targetPort: 9301, isProxied: false, isExternal: true);
        },
        ["images that are built"] = builder =>
        {
            var region = builder.AddParameter("region", "eu");
            builder.AddDockerfile("go-app", "./goapp").WithHttpEndpoint(port: 18080, targetPort: 8080).WithBuildArg("GO_VERSION", "1.23").WithBuildArg("REGION", region).WithBuildSecret("TOKEN", builder.AddParameter("token", "t", secret: true));
            builder.AddDockerfile("web-ui", "../..", "src/Web/Dockerfile", stage: "final").WithHttpEndpoint(targetPort: 80).WithUrl("https://localhost:5005");
            builder.AddContainer("tts", "tts").WithDockerfile("../tts").WithHttpEndpoint(port: 18004, name: "http-tts", isProxied: false, targetPort: 8004);
            builder.AddExecutable("tool", "go", "../tool", "run", ".").PublishAsDockerFile(image => image.WithBuildArg("A", "b").WithHttpEndpoint(targetPort: 80));
        },
        ["programs"] = builder =>
        {
            var migrate = builder.AddExecutable("migrate", "dotnet", workingDirectory: "..", "ef", "database", "update");
            builder.AddExecutable(name: "frontend", command: "npm", args: new[] { "run", "start" }, workingDirectory: "../frontend").WaitForCompletion(migrate).WithHttpEndpoint(port: 13000, env: "PORT");
            builder.AddExecutable("java", "java", "../java", ["-jar", "target/app.jar"]).WithHttpEndpoint(env: "PORT").WaitForCompletion(migrate).WithExplicitStart();
            builder.AddExecutable("late", "python", "/app", new string[] { "app.py" }).WithCommand("python3").WithWorkingDirectory("/app/src").WithEnvironment("DEBUG", true.ToString());
        },
        ["projects"] = builder =>
        {
            var one = builder.AddProject<Service>("one").WithReplicas(2);
            builder.AddProject<Service>("two", "http").WithEndpoint("http", endpoint => { endpoint.Port = 15032; endpoint.IsProxied = false; }).WithHttpEndpoint(port: 15001, name: "custom-http").WithReference(one).WithReference(one.GetEndpoint("http"));
            builder.AddProject("three", "../Three/Three.csproj").WithHttpEndpoint(port: 15081, name: "plain");
            builder.AddProject("four", "../Four/Four.csproj", launchProfileName: null).WithEndpoint(18081, 80, null, "http", null, true, false, null);
            builder.AddProject<Service>("five", configure: options => { options.LaunchProfileName = "http"; options.ExcludeKestrelEndpoints = true; }).WithEndpoint("http", endpoint => endpoint.Port = 15033).AsHttp2Service().DisableForwardedHeaders();
            builder.AddProject<Service>("six", configure: options => options.ExcludeLaunchProfile = true).WithArgs("--seed", "42").WithArgs(context => context.Args.Add("x")).WaitFor(one).WaitForStart(one);
            builder.AddCSharpApp("seven", "../Seven/Seven.csproj");
        },
        ["parameters and connection strings"] = builder =>
        {
            var key = builder.AddParameter("api-key", "k", secret: true);
            var host = builder.AddParameter("host", () => "localhost", publishValueAsDefault: true).WithDescription("Where it is. See [here](https://example.org).", enableMarkdown: true);
            var generated = builder.AddParameter("generated", new GenerateParameterDefault { MinLength = 30, Special = false }, secret: true, persist: true);
            var configured = builder.AddParameterFromConfiguration("level", "Logging:LogLevel:Default");
            var text = builder.AddConnectionString("text", ReferenceExpression.Create($"Endpoint=https://{host};Key={key};Pass={generated:uri}"));
            var built = builder.AddConnectionString("built", expression => { expression.Append($"Host={host}"); expression.AppendLiteral(";Ssl=true"); });
            builder.AddProject<Service>("api").WithReference(text).WithReference(built, "other", optional: true).WithEnvironment("KEY", key).WithEnvironment("CS", text).WithEnvironment("BOTH", $"{host}:{key}").WithEnvironment("LEVEL", configured);
        },
        ["external services"] = builder =>
        {
            var catalog = builder.AddExternalService("nuget", "https://api.nuget.org/").WithHttpHealthCheck(path: "/v3/index.json", statusCode: 200);
            var open = builder.AddExternalService("open", builder.AddParameter("open-url", "https://example.org/"));
            builder.AddProject<Service>("api").WithReference(catalog).WithReference(open).WithEnvironment("NUGET", catalog).WithReference("pets", new Uri("https://pets.example.org"));
        },
        ["commands, links and looks"] = builder =>
        {
            var api = builder.AddProject<Service>("api", "http")
                .WithUrls(context => context.Urls.ForEach(url => url.DisplayText = $"API ({url.Endpoint?.EndpointName})"))
                .WithUrlForEndpoint("http", _ => new() { Url = "/scalar", DisplayText = "Scalar", DisplayLocation = UrlDisplayLocation.DetailsOnly })
                .WithUrl("https://example.org", "Docs").WithIconName("Database", IconVariant.Regular)
                .WithHttpCommand("/reset", "Reset", commandOptions: new() { IconName = "ArrowReset", Method = HttpMethod.Post, PrepareRequest = context => { context.Request.Headers.Add("X-Key", "k"); return Task.CompletedTask; } })
                .WithCommand("hello", "Say hello", executeCommand: async context => { await Task.Yield(); context.ServiceProvider.GetRequiredService<ILogger<Service>>().LogInformation("Hello"); return CommandResults.Success(); },
                    commandOptions: new CommandOptions { UpdateState = context => context.ResourceSnapshot.HealthStatus is HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled, IsHighlighted = true });
            api.WithUrl($"{api.GetEndpoint("http")}/swagger", "Swagger");
            builder.AddContainer("cache", "redis").WithParentRelationship(api).WithReferenceRelationship(api.Resource).ExcludeFromManifest();
        },
        ["events and health"] = builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("ready", () => HealthCheckResult.Healthy());
            var api = builder.AddProject<Service>("api").WithHealthCheck("ready")
                .OnBeforeResourceStarted((resource, started, _) => { started.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource).LogInformation("Starting"); return Task.CompletedTask; })
                .OnResourceReady(async (_, ready, token) => await ready.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(ready.Resource, s => s with { Properties = s.Properties.Add(new("x", 1)) }))
                .OnResourceEndpointsAllocated((_, _, _) => Task.CompletedTask).OnInitializeResource((_, _, _) => Task.CompletedTask).OnResourceStopped((_, _, _) => Task.CompletedTask);
            builder.Eventing.Subscribe<BeforeStartEvent>((start, cancellationToken) => Task.WhenAll(start.Model.Resources.OfType<ProjectResource>().Select(_ => Task.CompletedTask)));
            builder.Eventing.Subscribe<ResourceReadyEvent>(api.Resource, static (ready, _) => Task.CompletedTask);
            builder.OnBeforeStart((_, _) => Task.CompletedTask);
        },
        ["a resource of one's own"] = builder =>
        {
            var own = builder.AddResource(new Own("own")).WithInitialState(new() { ResourceType = "Own", State = new("Ready", KnownResourceStateStyles.Success), Properties = [new(CustomResourceKnownProperties.Source, "here")] })
                .WithAnnotation(new HealthCheckAnnotation("none")).WithConnectionProperty("Extra", "e").ExcludeFromManifest();
            own.Resource.Annotations.Remove(own.Resource.Annotations.OfType<HealthCheckAnnotation>().Single());
            builder.AddProject<Service>("api").WithReference(own).WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.All);
            if (builder.TryCreateResourceBuilder<ProjectResource>("api", out var api))
            {
                api.WithRelationship(own.Resource, "uses");
            }
        },
        ["a registry"] = builder =>
        {
#pragma warning disable ASPIRECOMPUTE003
            var registry = builder.AddContainerRegistry("ghcr", "ghcr.io", "me/shop");
            builder.AddProject<Service>("api").WithContainerRegistry(registry);
            builder.AddContainerRegistry("given", builder.AddParameter("registry", "r.example.org"));
#pragma warning restore ASPIRECOMPUTE003
        },
        ["helpers that take builders"] = builder =>
        {
            var api = Common(builder.AddProject<Service>("api"));
            foreach (var name in (string[])["first", "second"])
            {
                builder.AddNodeApp($"node-{name}", "server.js", "../node").WithReference(api).WithEnvironment(context => context.EnvironmentVariables["NAME"] = name).WithHttpEndpoint(env: "PORT", name: $"http-{name}");
            }

            static IResourceBuilder<T> Common<T>(IResourceBuilder<T> resource) where T : IResourceWithEnvironment, IResourceWithWaitSupport =>
                resource.WithEnvironment("COMMON", "1").WithEnvironment(async context => { await Task.Yield(); context.EnvironmentVariables.TryAdd("LATE", context.ExecutionContext.IsRunMode); });
        },
    };

    private sealed class Own(string name) : Resource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"own={Name}");
    }

    private sealed class Service : IProjectMetadata
    {
        public string ProjectPath => "/repository/Service/Service.csproj";

        public LaunchSettings LaunchSettings { get; } = new()
        {
            Profiles = { ["http"] = new() { CommandName = "Project", ApplicationUrl = "http://localhost:15031", EnvironmentVariables = { ["ASPNETCORE_ENVIRONMENT"] = "Development" } } },
        };
    }
}
