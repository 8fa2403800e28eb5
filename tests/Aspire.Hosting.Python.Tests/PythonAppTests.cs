using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Python;
using Microsoft.Extensions.DependencyInjection;
using Tests.Shared;

namespace Aspire.Hosting.Python.Tests;

public sealed class PythonAppTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_published_as_a_container_built_from_its_docker_file()
    {
        var resources = await PublishedManifest.OfAsync(builder => builder.AddPythonApp("script", "../script", "main.py"));

        var script = Assert.Single(resources);
        Assert.Equal("container.v1", script.Value!["type"]!.GetValue<string>());
        Assert.EndsWith("/script", script.Value["build"]!["context"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("/script/Dockerfile", script.Value["build"]!["dockerfile"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(script.Value["args"]);
    }

    [Fact]
    public async Task A_script_is_run_by_the_interpreter_of_its_environment()
    {
        var app = DistributedApplication.CreateBuilder().AddPythonApp("script", _folder.Path, "main.py");

        Assert.Equal(Path.Combine(_folder.Path, ".venv", "bin", "python"), app.Resource.Command);
        Assert.Equal(["main.py"], await ArgumentsAsync(app.Resource));
    }

    [Fact]
    public async Task The_fourth_text_is_the_environment_and_the_fifth_the_first_argument()
    {
        var app = DistributedApplication.CreateBuilder().AddPythonApp("script", _folder.Path, "main.py", "env", "--fast");

        Assert.Equal(Path.Combine(_folder.Path, "env", "bin", "python"), app.Resource.Command);
        Assert.Equal(["main.py", "--fast"], await ArgumentsAsync(app.Resource));
    }

    [Fact]
    public async Task A_module_and_a_program_are_entered_their_own_way()
    {
        var builder = DistributedApplication.CreateBuilder();
        var module = builder.AddPythonModule("module", _folder.Path, "celery");
        var program = builder.AddPythonExecutable("program", _folder.Path, "flask");

        Assert.Equal(["-m", "celery"], await ArgumentsAsync(module.Resource));
        Assert.Equal(Path.Combine(_folder.Path, ".venv", "bin", "flask"), program.Resource.Command);
        Assert.Empty(await ArgumentsAsync(program.Resource));
    }

    [Fact]
    public async Task Uvicorn_listens_on_loopback_at_the_port_of_the_endpoint()
    {
        var app = DistributedApplication.CreateBuilder().AddUvicornApp("api", _folder.Path, "main:app");

        Assert.Equal(["-m", "uvicorn", "main:app", "--host", "127.0.0.1", "--port", "{api.bindings.http.targetPort}"], await ArgumentsAsync(app.Resource));
    }

    [Fact]
    public async Task Uvicorn_with_a_certificate_serves_https_on_its_endpoint()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = DistributedApplication.CreateBuilder([$"--Aspire:Store:Path={_folder.Path}"]);
        var app = builder.AddUvicornApp("api", _folder.Path, "main:app").WithHttpsCertificate(made);

        await using var application = builder.Build();
        await builder.Eventing.PublishAsync(new BeforeStartEvent(application.Services, application.Services.GetRequiredService<DistributedApplicationModel>()));

        var arguments = new List<string?>();
        await app.Resource.ProcessArgumentValuesAsync(builder.ExecutionContext, (declared, value, _, _) => arguments.Add(declared is EndpointReferenceExpression ? "port" : value), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Assert.Equal("https", app.GetEndpoint("http").Scheme);
        Assert.Equal(["-m", "uvicorn", "main:app", "--host", "127.0.0.1", "--port", "port", "--ssl-certfile"], arguments[..8]);
        Assert.Equal("--ssl-keyfile", arguments[9]);
        Assert.True(File.Exists(arguments[8]) && File.Exists(arguments[10]));
    }

    [Fact]
    public async Task A_published_uvicorn_app_gets_its_port_in_a_variable_and_no_arguments()
    {
        var resources = await PublishedManifest.OfAsync(builder => builder.AddUvicornApp("api", "../api", "main:app"));

        Assert.Equal("container.v1", resources["api"]!["type"]!.GetValue<string>());
        Assert.Null(resources["api"]!["args"]);
        Assert.Equal("""{"PORT":"{api.bindings.http.targetPort}"}""", resources["api"]!["env"]!.ToJsonString());
    }

    [Fact]
    public async Task OpenTelemetrys_agent_runs_the_script_when_it_is_installed()
    {
        _folder.Write(".venv/bin/opentelemetry-instrument", "");
        var app = DistributedApplication.CreateBuilder().AddPythonApp("script", _folder.Path, "main.py");

        Assert.Equal(Path.Combine(_folder.Path, ".venv", "bin", "opentelemetry-instrument"), app.Resource.Command);
        Assert.Equal(
            ["--traces_exporter", "otlp", "--logs_exporter", "console,otlp", "--metrics_exporter", "otlp", Path.Combine(_folder.Path, ".venv", "bin", "python"), "main.py"],
            await ArgumentsAsync(app.Resource));
    }

    [Fact]
    public async Task A_missing_environment_is_prepared_by_a_step_that_the_app_waits_for()
    {
        var (app, preparation) = await StartAsync(builder => builder.AddPythonApp("script", _folder.Path, "main.py"));

        Assert.NotNull(preparation);
        Assert.Same(preparation, Assert.Single(app.Annotations.OfType<WaitAnnotation>()).Resource);
    }

    [Fact]
    public async Task An_environment_that_somebody_made_is_used_as_it_is()
    {
        _folder.Write(".venv/bin/python", "");

        var (_, preparation) = await StartAsync(builder => builder.AddPythonApp("script", _folder.Path, "main.py"));

        Assert.Null(preparation);
    }

    [Fact]
    public async Task An_environment_made_for_other_requirements_is_prepared_again()
    {
        _folder.Write(".venv/bin/python", "");
        _folder.Write(".venv/.prepared", "0123\n");
        _folder.Write("requirements.txt", "fastapi\n");

        var (_, preparation) = await StartAsync(builder => builder.AddPythonApp("script", _folder.Path, "main.py"));

        Assert.NotNull(preparation);
    }

    private static async Task<(PythonAppResource App, ExecutableResource? Preparation)> StartAsync(Func<IDistributedApplicationBuilder, IResourceBuilder<PythonAppResource>> declare)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        var app = declare(builder);
        await using var application = builder.Build();
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();

        await builder.Eventing.PublishAsync(new BeforeStartEvent(application.Services, model), TestContext.Current.CancellationToken);

        return (app.Resource, model.Resources.OfType<ExecutableResource>().SingleOrDefault(resource => resource.Name == "script-environment"));
    }

    private static async Task<string[]> ArgumentsAsync(IResource resource)
    {
        var args = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(args, resource));
        }

        return [.. args.Select(arg => arg as string ?? ((IManifestExpressionProvider)arg).ValueExpression)];
    }
}
