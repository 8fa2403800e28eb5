using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class EngineTests : IAsyncDisposable
{
    private readonly TestApplication _app = new();

    [Fact]
    public async Task The_environment_is_what_is_inherited_and_what_the_model_says()
    {
        var api = _app.Builder.AddExecutable("api", "api", ".").WithHttpEndpoint(env: "PORT");
        _app.Builder.AddExecutable("web", "web", ".", "--flag", "two words").WithEnvironment("API", api.GetEndpoint("http")).WithEnvironment("PLAIN", "x");
        await _app.StartAsync();

        var specs = _app.Launcher.Specs.ToDictionary(s => s.FileName);
        var port = api.GetEndpoint("http").Port;
        Assert.Equal($"http://localhost:{port}", specs["web"].Environment["API"]);
        Assert.Equal("x", specs["web"].Environment["PLAIN"]);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), specs["web"].Environment["PATH"]);
        Assert.Equal(["--flag", "two words"], specs["web"].Arguments);
        Assert.NotEqual(port.ToString(CultureInfo.InvariantCulture), specs["api"].Environment["PORT"]);
        Assert.True(int.Parse(specs["api"].Environment["PORT"], CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task A_secret_argument_reaches_the_process_and_is_marked_in_the_snapshot()
    {
        var secret = _app.Builder.AddParameter("key", "s3cret", secret: true);
        _app.Builder.AddExecutable("web", "web", ".").WithArgs("--key", secret);
        await _app.StartAsync();

        Assert.Equal(["--key", "s3cret"], Assert.Single(_app.Launcher.Specs).Arguments);
        var property = _app.Snapshot("web").Properties.Single(p => p.Name == "executable.args");
        Assert.True(property.IsSensitive);
        var parameter = _app.Snapshot("key").Properties.Single(p => p.Name == "Value");
        Assert.Equal(("s3cret", true), (parameter.Value, parameter.IsSensitive));
    }

    [Fact]
    public async Task A_restart_keeps_the_public_port()
    {
        var api = _app.Builder.AddExecutable("api", "api", ".").WithHttpEndpoint();
        await _app.StartAsync();
        var port = api.GetEndpoint("http").Port;
        var first = await _app.Launcher.NextAsync();

        Assert.True((await _app.Application.ResourceCommands.ExecuteCommandAsync("api", "resource-restart")).Success);

        var second = await _app.Launcher.NextAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(port, api.GetEndpoint("http").Port);
        Assert.True(first.Completion.IsCompleted);
        Assert.Equal(second.Id, TestApplication.Property(_app.Snapshot("api"), "executable.pid"));
    }

    [Fact]
    public async Task Commands_show_what_can_be_done()
    {
        _app.Builder.AddExecutable("api", "api", ".");
        await _app.StartAsync();
        Assert.Equal("Hidden Enabled Enabled", Commands());

        Assert.True((await _app.Application.ResourceCommands.ExecuteCommandAsync("api", "resource-stop")).Success);

        await _app.UntilAsync("api", "Finished");
        Assert.Equal("Enabled Hidden Disabled", Commands());

        string Commands() => string.Join(' ', new[] { "resource-start", "resource-stop", "resource-restart" }.Select(name => _app.Snapshot("api").Commands.Single(c => c.Name == name).State));
    }

    [Fact]
    public async Task Without_an_engine_containers_say_why_and_everything_else_runs()
    {
        var cache = _app.Builder.AddContainer("cache", "redis").WithEndpoint(targetPort: 6379, name: "tcp");
        _app.Builder.AddExecutable("web", "web", ".").WithEnvironment("CACHE", cache.GetEndpoint("tcp"));
        _app.Builder.AddExecutable("dependent", "x", ".").WaitFor(cache);
        await _app.StartAsync();

        var snapshot = (await _app.UntilAsync("cache", "RuntimeUnhealthy")).Snapshot;
        Assert.Equal("There is no engine. Install one.", TestApplication.Property(snapshot, "resource.stateReason"));
        await _app.UntilAsync("web", "Running");
        await _app.UntilAsync("dependent", "FailedToStart");
        Assert.Equal($"tcp://localhost:{cache.GetEndpoint("tcp").Port}", _app.Launcher.Specs.Single().Environment["CACHE"]);
    }

    [Fact]
    public async Task An_engine_that_is_slow_to_answer_holds_up_nothing_but_containers()
    {
        var answer = new TaskCompletionSource<EngineProbe>();
        _app.Engine = answer.Task;
        _app.Builder.AddContainer("cache", "redis");
        _app.Builder.AddExecutable("web", "web", ".");

        var start = _app.StartAsync();
        await _app.UntilAsync("web", "Running");
        answer.SetResult(new EngineProbe(true, "unix:///x", "It answers.", ""));

        await start;
        Assert.Contains("does not start containers yet", (string)TestApplication.Property(_app.Snapshot("cache"), "resource.stateReason")!);
    }

    [Fact]
    public async Task Missing_parameters_stop_the_start_before_any_process()
    {
        _app.Builder.AddParameter("first");
        _app.Builder.AddParameter("second-key", secret: true);
        _app.Builder.AddExecutable("web", "web", ".");

        var problem = await Assert.ThrowsAnyAsync<DistributedApplicationException>(_app.StartAsync);

        Assert.Contains("Parameters:first", problem.Message);
        Assert.Contains("Parameters:second-key", problem.Message);
        Assert.Empty(_app.Launcher.Specs);
    }

    [Fact]
    public async Task A_health_check_that_nobody_registered_is_named()
    {
        var log = new ListLoggerProvider();
        _app.Builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log);
        _app.Builder.AddExecutable("web", "web", ".").WithHealthCheck("no_such_check");

        var problem = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(_app.StartAsync);

        Assert.Equal("A health check registration is missing. Check logs for more details.", problem.Message);
        Assert.Contains("The health check 'no_such_check' is not registered and is required for resource 'web'.", log.Messages);
    }

    [Fact]
    public async Task A_health_check_that_nobody_registered_is_named_with_everything_else_that_is_wrong()
    {
        _app.Builder.AddExecutable("web", "web", ".").WithHealthCheck("no_such_check").WithEndpoint(port: 15000, targetPort: 15000, name: "same");

        var problem = await Assert.ThrowsAsync<DistributedApplicationException>(_app.StartAsync);

        Assert.Contains("The resource 'web' names the health check 'no_such_check'", problem.Message);
        Assert.Contains("'same'", problem.Message);
    }

    [Fact]
    public async Task A_variable_without_a_value_fails_the_resource_and_is_named()
    {
        _app.Builder.AddExecutable("web", "web", ".").WithEnvironment(context => context.EnvironmentVariables["ORDERS"] = new NoValue());
        await _app.StartAsync();

        Assert.Contains("'ORDERS'", (string)TestApplication.Property(_app.Snapshot("web"), "resource.stateReason")!);
        Assert.Equal("FailedToStart", _app.Snapshot("web").State?.Text);
    }

    [Fact]
    public async Task A_held_resource_starts_when_asked_to()
    {
        _app.Builder.AddExecutable("tool", "tool", ".").WithExplicitStart();
        await _app.StartAsync();
        Assert.Equal("NotStarted", _app.Snapshot("tool").State?.Text);
        Assert.Empty(_app.Launcher.Specs);

        Assert.True((await _app.Application.ResourceCommands.ExecuteCommandAsync("tool", "resource-start")).Success);

        Assert.Single(_app.Launcher.Specs);
    }

    [Fact]
    public async Task A_printed_plan_starts_nothing()
    {
        await using var app = new TestApplication(args: "--print-plan");
        app.Builder.AddExecutable("web", "node", "/app").WithHttpEndpoint();
        app.Builder.AddContainer("cache", "redis");

        await app.Application.RunAsync().WaitAsync(TestApplication.Deadline);

        Assert.Contains("start   web: node in /app; because it is an executable", app.Output);
        Assert.Contains("refuse  cache: RuntimeUnhealthy: There is no engine. Install one.", app.Output);
        Assert.Empty(app.Launcher.Specs);
    }

    [Fact]
    public async Task Urls_follow_the_endpoints_and_what_the_AppHost_says_of_them()
    {
        var web = _app.Builder.AddExecutable("web", "web", ".").WithHttpEndpoint()
            .WithUrlForEndpoint("http", url => { url.DisplayText = "Shop"; url.Url = "/home"; })
            .WithUrl("https://example.com/docs", "Docs");
        await _app.StartAsync();

        var urls = (await _app.UntilAsync("web", "Running")).Snapshot.Urls;
        Assert.Collection(urls,
            url => Assert.Equal(("http", $"http://localhost:{web.GetEndpoint("http").Port}/home", "Shop", false), (url.Name, url.Url, url.DisplayProperties.DisplayName, url.IsInactive)),
            url => Assert.Equal((null, "https://example.com/docs", "Docs"), (url.Name, url.Url, url.DisplayProperties.DisplayName)));
    }

    [Fact]
    public async Task The_output_of_a_process_is_its_log()
    {
        _app.Builder.AddExecutable("web", "web", ".");
        await _app.StartAsync();
        var process = await _app.Launcher.NextAsync();

        process.Spec.Output("hello", false);
        process.Spec.Output("oh no", true);

        var loggers = (ResourceLoggerService)_app.Application.Services.GetService(typeof(ResourceLoggerService))!;
        var lines = new List<LogLine>();
        await foreach (var batch in loggers.GetAllAsync(_app.Notifications.TryGetCurrentState("web", out var last) ? last.ResourceId : ""))
        {
            lines.AddRange(batch);
        }
        Assert.Contains(lines, line => line.Content.EndsWith("hello", StringComparison.Ordinal) && !line.IsErrorMessage);
        Assert.Contains(lines, line => line.Content.EndsWith("oh no", StringComparison.Ordinal) && line.IsErrorMessage);
    }

    [Fact]
    public async Task A_resource_that_lives_inside_another_shares_its_state()
    {
        var server = _app.Builder.AddExecutable("server", "server", ".");
        _app.Builder.AddResource(new Database("db", server.Resource));
        await _app.StartAsync();
        await _app.UntilAsync("db", "Running");

        (await _app.Launcher.NextAsync()).End(0);

        await _app.UntilAsync("db", "Finished");
        Assert.Contains(_app.Snapshot("db").Relationships, r => r is { ResourceName: "server", Type: "Parent" });
    }

    [Fact]
    public async Task Each_replica_has_a_port_and_a_snapshot_of_its_own_behind_one_public_port()
    {
        var web = _app.Builder.AddExecutable("web", "web", ".").WithHttpEndpoint(env: "PORT").WithAnnotation(new ReplicaAnnotation(2));
        var peer = _app.Builder.AddExecutable("peer", "peer", ".").WithEnvironment("WEB", web.GetEndpoint("http"));
        await _app.StartAsync();

        var ports = _app.Launcher.Specs.Where(s => s.FileName == "web").Select(s => int.Parse(s.Environment["PORT"], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(2, ports.Distinct().Count());
        Assert.DoesNotContain(web.GetEndpoint("http").Port, ports);
        Assert.Equal(web.GetEndpoint("http").Url, _app.Launcher.Specs.Single(s => s.FileName == "peer").Environment["WEB"]);

        var names = web.Resource.GetResolvedResourceNames();
        Assert.Equal(2, names.Length);
        Assert.True((await _app.Application.ResourceCommands.ExecuteCommandAsync(names[0], "resource-stop")).Success);
        Assert.Equal(("Finished", "Running"), (_app.Snapshot(names[0]).State?.Text, _app.Snapshot(names[1]).State?.Text));
    }

    [Fact]
    public async Task A_port_that_is_taken_fails_only_its_resource_and_a_later_start_finds_it_free()
    {
        // Not isolated: a number that is asked for is the number that is used. Outside the system's own range, so that nobody gets it by chance once it is free.
        var port = Hosting.Orchestration.Ports.PortCandidates.For(Guid.NewGuid().ToString(), "web/http")
            .First(p => FreePort.IsFree(p, System.Net.IPAddress.Loopback) && FreePort.IsFree(p, System.Net.IPAddress.IPv6Loopback));
        var busy = TcpProxy.Listen([new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, port)], new ProxyOptions());
        await using var app = new TestApplication(args: ["--AppHost:Isolated=false", "--DcpPublisher:RandomizePorts=false"]);
        app.Builder.AddExecutable("web", "web", ".").WithHttpEndpoint(port: busy.Port);
        app.Builder.AddExecutable("other", "other", ".");
        await app.StartAsync();

        await app.UntilAsync("other", "Running");
        var reason = (string)TestApplication.Property((await app.UntilAsync("web", "FailedToStart")).Snapshot, "resource.stateReason")!;
        Assert.Contains($"Port {busy.Port} of the endpoint 'http' of 'web' is taken by process {Environment.ProcessId}", reason);

        await busy.DisposeAsync();
        Assert.True((await app.Application.ResourceCommands.ExecuteCommandAsync("web", "resource-start")).Success);
        await app.UntilAsync("web", "Running");
    }

    [Fact]
    public async Task An_endpoint_without_a_proxy_is_the_process_own()
    {
        var port = FreePort.Next();
        var web = _app.Builder.AddExecutable("web", "web", ".").WithHttpEndpoint(port: port, isProxied: false, env: "PORT");
        await _app.StartAsync();

        Assert.Equal(port, web.GetEndpoint("http").Port);
        Assert.Equal(port.ToString(CultureInfo.InvariantCulture), _app.Launcher.Specs.Single().Environment["PORT"]);
        Assert.True(FreePort.IsFree(port, System.Net.IPAddress.Loopback));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class NoValue : IValueProvider
    {
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => throw new InvalidOperationException("Nobody knows the orders.");
    }

    private sealed class Database(string name, ExecutableResource parent) : Resource(name), IResourceWithParent<ExecutableResource>
    {
        public ExecutableResource Parent => parent;
    }
}
