using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Notifications;

public sealed class ResourceNotificationServiceTests : IDisposable
{
    private readonly TestLifetime _lifetime = new();
    private readonly ResourceNotificationService _service;
    private readonly Thing _resource = new("thing");

    public ResourceNotificationServiceTests()
        => _service = new ResourceNotificationService(NullLogger<ResourceNotificationService>.Instance, _lifetime, new ServiceCollection().BuildServiceProvider(), new ResourceLoggerService());

    public void Dispose()
    {
        _service.Dispose();
        _lifetime.Dispose();
    }

    [Fact]
    public async Task The_first_change_starts_from_the_initial_state()
    {
        _resource.Annotations.Add(new ResourceSnapshotAnnotation(new CustomResourceSnapshot { ResourceType = "Thing", Properties = [new("a", 1)], State = "Odd" }));

        await _service.PublishUpdateAsync(_resource, s => s with { ExitCode = 3 });

        Assert.True(_service.TryGetCurrentState("THING", out var current));
        Assert.Equal(("Thing", "Odd", 3), (current.Snapshot.ResourceType, current.Snapshot.State?.Text, current.Snapshot.ExitCode));
    }

    [Fact]
    public async Task A_watcher_sees_the_states_of_now_and_then_every_change_in_order()
    {
        await _service.PublishUpdateAsync(_resource, s => s with { State = "one" });
        await _service.PublishUpdateAsync(_resource, s => s with { State = "two" });

        await using var watcher = _service.WatchAsync().GetAsyncEnumerator();
        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal("two", watcher.Current.Snapshot.State?.Text);

        await _service.PublishUpdateAsync(_resource, s => s with { State = "three" });
        await _service.PublishUpdateAsync(_resource, s => s with { State = "four" });
        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal("three", watcher.Current.Snapshot.State?.Text);
        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal("four", watcher.Current.Snapshot.State?.Text);
    }

    [Fact]
    public async Task A_change_of_a_replicated_resource_changes_every_instance()
    {
        _resource.Annotations.Add(new DcpInstancesAnnotation([new DcpInstance("thing-a", "a", 0), new DcpInstance("thing-b", "b", 1)]));
        await _service.PublishUpdateAsync(_resource, s => s with { State = "Running" });
        await _service.PublishUpdateAsync(_resource, "thing-b", s => s with { State = "Exited" });

        Assert.True(_service.TryGetCurrentState("thing-a", out var a));
        Assert.True(_service.TryGetCurrentState("thing-b", out var b));
        Assert.Equal(("Running", "Exited"), (a.Snapshot.State?.Text, b.Snapshot.State?.Text));
        Assert.Equal("Exited", await _service.WaitForResourceAsync("thing", ["Exited"]).WaitAsync(Model.Patience));
    }

    [Fact]
    public async Task A_wait_ends_when_the_state_comes()
    {
        var wait = _service.WaitForResourceAsync("thing", "Ready");
        await _service.PublishUpdateAsync(_resource, s => s with { State = "Other" });
        Assert.False(wait.IsCompleted);

        await _service.PublishUpdateAsync(_resource, s => s with { State = "Ready" });
        await wait.WaitAsync(Model.Patience);
    }

    [Fact]
    public async Task A_wait_ends_with_its_token_and_with_the_application()
    {
        using var cancellation = new CancellationTokenSource();
        var mine = _service.WaitForResourceAsync("thing", "Never", cancellation.Token);
        var another = _service.WaitForResourceAsync("thing", "Never");

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mine.WaitAsync(Model.Patience));
        Assert.False(another.IsCompleted);

        _lifetime.StopApplication();
        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => another.WaitAsync(Model.Patience));
        Assert.Contains("'thing'", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_the_worst_report_and_only_known_while_running()
    {
        await _service.PublishUpdateAsync(_resource, s => s with { State = "Running" });
        Assert.Equal(HealthStatus.Healthy, Now().HealthStatus);

        await _service.PublishUpdateAsync(_resource, s => s with { HealthReports = [new("a", HealthStatus.Healthy, null, null), new("b", HealthStatus.Degraded, null, null)] });
        Assert.Equal(HealthStatus.Degraded, Now().HealthStatus);

        await _service.PublishUpdateAsync(_resource, s => s with { HealthReports = [new("a", null, null, null)] });
        Assert.Equal(HealthStatus.Unhealthy, Now().HealthStatus);

        await _service.PublishUpdateAsync(_resource, s => s with { State = "Exited" });
        Assert.Null(Now().HealthStatus);
    }

    [Fact]
    public async Task Waiting_for_health_includes_the_ready_handlers()
    {
        var handlers = new TaskCompletionSource();
        var wait = _service.WaitForResourceHealthyAsync("thing");

        await _service.PublishUpdateAsync(_resource, s => s with { State = "Running" });
        Assert.False(wait.IsCompleted);
        await _service.PublishUpdateAsync(_resource, s => s with { ResourceReadyEvent = new EventSnapshot(handlers.Task) });
        Assert.False(wait.IsCompleted);
        handlers.SetResult();

        var healthy = await wait.WaitAsync(Model.Patience);
        Assert.Equal(HealthStatus.Healthy, healthy.Snapshot.HealthStatus);
    }

    [Theory]
    [InlineData("FailedToStart", null, "Stopped waiting for resource 'thing' to become healthy because it failed to start.")]
    [InlineData("Exited", 3, "Stopped waiting for resource 'thing' to become healthy because it entered the 'Exited' state with exit code 3.")]
    public async Task Waiting_for_the_health_of_what_has_failed_fails_when_told_so(string state, int? exitCode, string message)
    {
        var wait = _service.WaitForResourceHealthyAsync("thing", WaitBehavior.StopOnResourceUnavailable);

        await _service.PublishUpdateAsync(_resource, s => s with { State = state, ExitCode = exitCode });

        Assert.Equal(message, (await Assert.ThrowsAsync<DistributedApplicationException>(() => wait.WaitAsync(Model.Patience))).Message);
    }

    [Fact]
    public async Task Waiting_for_what_has_failed_goes_on_when_told_so()
    {
        var wait = _service.WaitForResourceHealthyAsync("thing", WaitBehavior.WaitOnResourceUnavailable);
        await _service.PublishUpdateAsync(_resource, s => s with { State = "FailedToStart" });
        Assert.False(wait.IsCompleted);

        await _service.PublishUpdateAsync(_resource, s => s with { State = "Running", ResourceReadyEvent = new EventSnapshot(Task.CompletedTask) });
        await wait.WaitAsync(Model.Patience);
    }

    [Fact]
    public async Task Commands_are_as_the_state_makes_them()
    {
        var builder = Model.ToRun();
        var container = builder.AddContainer("box", "image").WithCommand(
            "poke",
            "Poke",
            _ => Task.FromResult(CommandResults.Success()),
            new CommandOptions { UpdateState = c => c.ResourceSnapshot.State?.Text == "Running" ? ResourceCommandState.Enabled : ResourceCommandState.Disabled });

        await _service.PublishUpdateAsync(container.Resource, s => s with { State = "Starting" });
        Assert.True(_service.TryGetCurrentState("box", out var before));
        await _service.PublishUpdateAsync(container.Resource, s => s with { State = "Running" });
        Assert.True(_service.TryGetCurrentState("box", out var after));

        Assert.Equal(ResourceCommandState.Disabled, before.Snapshot.Commands.Single(c => c.Name == "poke").State);
        Assert.Equal(ResourceCommandState.Enabled, after.Snapshot.Commands.Single(c => c.Name == "poke").State);
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 250; i++)
            {
                await _service.PublishUpdateAsync(_resource, s => s with { ExitCode = (s.ExitCode ?? 0) + 1 });
            }
        })));

        Assert.Equal(2000, Now().ExitCode);
    }

    private CustomResourceSnapshot Now() => _service.TryGetCurrentState("thing", out var current) ? current.Snapshot : throw new InvalidOperationException("No state.");

    private sealed class Thing(string name) : Resource(name);
}
