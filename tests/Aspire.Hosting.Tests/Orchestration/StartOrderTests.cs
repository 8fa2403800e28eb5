using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class StartOrderTests : IAsyncDisposable
{
    private readonly TestApplication _app = new();
    private readonly ConcurrentQueue<string> _seen = [];

    [Fact]
    public async Task Events_come_in_the_order_of_Aspire()
    {
        _app.Builder.Services.AddLifecycleHook(_ => new Hook(_seen));
        var web = _app.Builder.AddExecutable("web", "web", ".").WithHttpEndpoint();
        See<BeforeStartEvent>("before start");
        See<ResourceEndpointsAllocatedEvent>("endpoints allocated");
        See<BeforeResourceStartedEvent>("before resource started");
        See<AfterResourcesCreatedEvent>("after resources created");
        var ready = new TaskCompletionSource();
        web.OnResourceReady((_, _, _) =>
        {
            ready.SetResult();
            return Task.CompletedTask;
        });

        await _app.StartAsync();
        await ready.Task.WaitAsync(TestApplication.Deadline);

        Assert.Equal(
            ["before start", "hook before start", "hook endpoints allocated", "endpoints allocated", "before resource started", "after resources created", "hook resources created"],
            _seen);
    }

    [Fact]
    public async Task A_dependent_starts_when_its_dependency_is_healthy_and_its_ready_handlers_have_run()
    {
        var check = _app.AddCheck("db_check");
        var release = new TaskCompletionSource();
        var db = _app.Builder.AddExecutable("db", "db", ".").WithHealthCheck("db_check").OnResourceReady((_, _, _) => release.Task);
        _app.Builder.AddExecutable("web", "web", ".").WaitFor(db);

        var start = _app.StartAsync();
        Assert.Equal("db", (await _app.Launcher.NextAsync()).Spec.FileName);
        var waiting = await _app.UntilAsync("web", s => s.State?.Text == "Waiting" && TestApplication.Property(s, "resource.waitingFor") is string text && text.Contains("not yet"));
        Assert.Matches(@"^waiting for db-\w+: running but not healthy: db_check not yet, since \d\d:\d\d:\d\d$", (string)TestApplication.Property(waiting.Snapshot, "resource.waitingFor")!);

        check.Problem = null;
        await _app.UntilAsync("db", s => s.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy);
        Assert.Single(_app.Launcher.Specs);
        release.SetResult();

        Assert.Equal("web", (await _app.Launcher.NextAsync()).Spec.FileName);
        await start;
        Assert.Null(TestApplication.Property(_app.Snapshot("web"), "resource.waitingFor"));
    }

    [Fact]
    public async Task Without_the_dashboard_a_failed_dependency_fails_its_dependents_with_its_name()
    {
        _app.Launcher.Refusal = new ProcessStartException("There is no such program.");
        var db = _app.Builder.AddExecutable("db", "db", ".");
        var api = _app.Builder.AddExecutable("api", "api", ".").WaitFor(db);
        _app.Builder.AddExecutable("web", "web", ".").WaitFor(api);

        await _app.StartAsync();

        Assert.Single(_app.Launcher.Specs);
        Assert.Equal("There is no such program.", TestApplication.Property(_app.Snapshot("db"), "resource.stateReason"));
        Assert.Equal("FailedToStart", _app.Snapshot("web").State?.Text);
        Assert.Contains("db", (string)TestApplication.Property(_app.Snapshot("api"), "resource.stateReason")!);
    }

    [Fact]
    public async Task With_the_dashboard_dependents_go_on_waiting_and_say_why_and_the_start_is_over_all_the_same()
    {
        await using var app = new TestApplication(dashboard: true);
        app.Launcher.Refusal = new ProcessStartException("There is no such program.");
        var db = app.Builder.AddExecutable("db", "db", ".");
        app.Builder.AddExecutable("web", "web", ".").WaitFor(db);

        await app.StartAsync();

        var web = await app.UntilAsync("web", s => TestApplication.Property(s, "resource.waitingFor") is string text && text.Contains("FailedToStart"));
        Assert.Equal("Waiting", web.Snapshot.State?.Text);
        Assert.Matches(@"^waiting for db-\w+: FailedToStart: There is no such program\., since ", (string)TestApplication.Property(web.Snapshot, "resource.waitingFor")!);

        // The cause is mended, the dependency started by hand: the dependent follows.
        app.Launcher.Refusal = null;
        Assert.True((await app.Application.ResourceCommands.ExecuteCommandAsync("db", "resource-start")).Success);
        await app.UntilAsync("web", "Running");
    }

    [Fact]
    public async Task A_start_command_ends_the_wait()
    {
        await using var app = new TestApplication(dashboard: true);
        var held = app.Builder.AddExecutable("held", "held", ".").WithExplicitStart();
        app.Builder.AddExecutable("web", "web", ".").WaitFor(held);
        await app.StartAsync();
        await app.UntilAsync("web", "Waiting");

        Assert.True((await app.Application.ResourceCommands.ExecuteCommandAsync("web", "resource-start")).Success);

        Assert.Equal("Running", _ = (await app.UntilAsync("web", "Running")).Snapshot.State?.Text);
        Assert.Equal("NotStarted", app.Snapshot("held").State?.Text);
    }

    [Theory]
    [InlineData(0, "Running")]
    [InlineData(5, "FailedToStart")]
    public async Task Waiting_for_completion_is_about_the_exit_code(int exitCode, string expected)
    {
        var job = _app.Builder.AddExecutable("job", "job", ".");
        _app.Builder.AddExecutable("web", "web", ".").WaitForCompletion(job);

        var start = _app.StartAsync();
        (await _app.Launcher.NextAsync()).End(exitCode);

        await start;
        await _app.UntilAsync("web", expected);
        Assert.Equal(exitCode, _app.Snapshot("job").ExitCode);
    }

    [Fact]
    public async Task Stopped_is_told_with_the_last_snapshot()
    {
        var stopped = new TaskCompletionSource<ResourceEvent>();
        _app.Builder.AddExecutable("web", "web", ".").OnResourceStopped((_, e, _) =>
        {
            stopped.TrySetResult(e.ResourceEvent);
            return Task.CompletedTask;
        });
        await _app.StartAsync();

        (await _app.Launcher.NextAsync()).End(9);

        Assert.Equal(9, (await stopped.Task.WaitAsync(TestApplication.Deadline)).Snapshot.ExitCode);
    }

    [Fact]
    public async Task Stopping_the_application_stops_every_process()
    {
        _app.Builder.AddExecutable("one", "one", ".");
        _app.Builder.AddExecutable("two", "two", ".");
        await _app.StartAsync();
        var processes = new[] { await _app.Launcher.NextAsync(), await _app.Launcher.NextAsync() };

        await _app.Application.StopAsync().WaitAsync(TestApplication.Deadline);

        Assert.All(processes, process => Assert.True(process.Completion.IsCompleted));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void See<T>(string name) where T : IDistributedApplicationEvent => _app.Builder.Eventing.Subscribe<T>((_, _) =>
    {
        _seen.Enqueue(name);
        return Task.CompletedTask;
    });

    private sealed class Hook(ConcurrentQueue<string> seen) : IDistributedApplicationLifecycleHook
    {
        public Task BeforeStartAsync(DistributedApplicationModel appModel, CancellationToken cancellationToken = default) => See("hook before start");

        public Task AfterEndpointsAllocatedAsync(DistributedApplicationModel appModel, CancellationToken cancellationToken = default) => See("hook endpoints allocated");

        public Task AfterResourcesCreatedAsync(DistributedApplicationModel appModel, CancellationToken cancellationToken = default) => See("hook resources created");

        private Task See(string what)
        {
            seen.Enqueue(what);
            return Task.CompletedTask;
        }
    }
}
