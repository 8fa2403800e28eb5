using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.ApplicationModel.Waiting;

public sealed class WaitForDependenciesTests : IDisposable
{
    private readonly DistributedApplicationBuilder _builder = Model.ToRun();
    private readonly TestLifetime _lifetime = new();
    private readonly ResourceLoggerService _loggers = new();
    private readonly ResourceNotificationService _states;
    private readonly IResourceBuilder<ContainerResource> _dependency;
    private readonly IResourceBuilder<ContainerResource> _dependent;

    public WaitForDependenciesTests()
    {
        _states = new ResourceNotificationService(NullLogger<ResourceNotificationService>.Instance, _lifetime, new ServiceCollection().BuildServiceProvider(), _loggers);
        _dependency = _builder.AddContainer("dependency", "image");
        _dependent = _builder.AddContainer("dependent", "image");
    }

    public void Dispose()
    {
        _states.Dispose();
        _lifetime.Dispose();
    }

    [Fact]
    public async Task Without_waits_there_is_nothing_to_wait_for() => await Wait();

    [Fact]
    public async Task The_waiting_resource_says_so()
    {
        _dependent.WaitForStart(_dependency);
        var wait = Wait();

        await _states.WaitForResourceAsync("dependent", KnownResourceStates.Waiting).WaitAsync(Model.Patience);
        await Publish(s => s with { State = KnownResourceStates.Running });
        await wait.WaitAsync(Model.Patience);
    }

    [Fact]
    public async Task Started_is_enough_for_who_waits_for_the_start()
    {
        _dependency.WithHealthCheck("never");
        _dependent.WaitForStart(_dependency);
        var wait = Wait();

        await Publish(s => s with { State = KnownResourceStates.Running, HealthReports = [new("never", HealthStatus.Unhealthy, null, null)] });
        await wait.WaitAsync(Model.Patience);
    }

    [Fact]
    public async Task Healthy_and_ready_is_what_everyone_else_waits_for()
    {
        var handlers = new TaskCompletionSource();
        _dependency.WithHealthCheck("check");
        _dependent.WaitFor(_dependency);
        var wait = Wait();

        await Publish(s => s with { State = KnownResourceStates.Running, HealthReports = [new("check", HealthStatus.Unhealthy, null, null)] });
        await Publish(s => s with { HealthReports = [new("check", HealthStatus.Healthy, null, null)] });
        await Publish(s => s with { ResourceReadyEvent = new EventSnapshot(handlers.Task) });
        Assert.False(wait.IsCompleted);

        handlers.SetResult();
        await wait.WaitAsync(Model.Patience);
    }

    [Theory]
    [InlineData("FailedToStart", "Dependency resource 'dependency' failed to start.")]
    [InlineData("Exited", "Resource 'dependency' has entered the 'Exited' state prematurely.")]
    [InlineData("RuntimeUnhealthy", "Resource 'dependency' has entered the 'RuntimeUnhealthy' state prematurely.")]
    public async Task A_dependency_that_fails_fails_the_wait(string state, string message)
    {
        _dependent.WaitFor(_dependency, WaitBehavior.StopOnResourceUnavailable);
        var wait = Wait();
        await Publish(s => s with { State = state });

        Assert.Equal(message, (await Assert.ThrowsAsync<DistributedApplicationException>(() => wait.WaitAsync(Model.Patience))).Message);
    }

    [Fact]
    public async Task A_dependency_that_stops_before_it_is_healthy_fails_the_wait()
    {
        _dependency.WithHealthCheck("check");
        _dependent.WaitFor(_dependency, WaitBehavior.StopOnResourceUnavailable);
        var wait = Wait();

        await Publish(s => s with { State = KnownResourceStates.Running, HealthReports = [new("check", HealthStatus.Unhealthy, null, null)] });
        await Publish(s => s with { State = KnownResourceStates.Exited });

        await Assert.ThrowsAsync<DistributedApplicationException>(() => wait.WaitAsync(Model.Patience));
    }

    [Fact]
    public async Task One_failure_is_enough_while_others_are_still_awaited()
    {
        var slow = _builder.AddContainer("slow", "image");
        _dependent.WaitFor(slow).WaitFor(_dependency, WaitBehavior.StopOnResourceUnavailable);
        var wait = Wait();
        await Publish(s => s with { State = KnownResourceStates.FailedToStart });

        await Assert.ThrowsAsync<DistributedApplicationException>(() => wait.WaitAsync(Model.Patience));
    }

    [Fact]
    public async Task A_failed_dependency_may_come_back_for_who_waits_on()
    {
        _dependent.WaitFor(_dependency, WaitBehavior.WaitOnResourceUnavailable);
        var wait = Wait();
        await Publish(s => s with { State = KnownResourceStates.FailedToStart });
        await Publish(s => s with { State = KnownResourceStates.Running, ResourceReadyEvent = new EventSnapshot(Task.CompletedTask) });

        await wait.WaitAsync(Model.Patience);
    }

    [Theory]
    [InlineData("Finished", 0, 0, null)]
    [InlineData("Exited", 7, 7, null)]
    [InlineData("Finished", null, 0, null)]
    [InlineData("Exited", 1, 0, "Resource 'dependency' has entered the 'Exited' state with exit code '1', expected '0'.")]
    [InlineData("FailedToStart", null, 0, "Dependency resource 'dependency' failed to start.")]
    public async Task Completion_means_the_expected_exit_code(string state, int? exitCode, int expected, string? message)
    {
        _dependent.WaitForCompletion(_dependency, expected);
        var wait = Wait();
        await Publish(s => s with { State = state, ExitCode = exitCode });

        if (message is null)
        {
            await wait.WaitAsync(Model.Patience);
        }
        else
        {
            Assert.Equal(message, (await Assert.ThrowsAsync<DistributedApplicationException>(() => wait.WaitAsync(Model.Patience))).Message);
        }
    }

    [Fact]
    public async Task Every_replica_is_awaited()
    {
        _dependency.Resource.Annotations.Add(new DcpInstancesAnnotation([new DcpInstance("dependency-a", "a", 0), new DcpInstance("dependency-b", "b", 1)]));
        _dependent.WaitForStart(_dependency);
        var wait = Wait();

        await _states.PublishUpdateAsync(_dependency.Resource, "dependency-a", s => s with { State = KnownResourceStates.Running });
        Assert.False(wait.IsCompleted);
        await _states.PublishUpdateAsync(_dependency.Resource, "dependency-b", s => s with { State = KnownResourceStates.Running });
        await wait.WaitAsync(Model.Patience);
    }

    [Fact]
    public async Task What_has_no_lifetime_is_not_awaited()
    {
        var eternal = _builder.AddResource(new Eternal("eternal"));
        _dependent.WaitFor(eternal);
        await Wait().WaitAsync(Model.Patience);
    }

    private Task Wait() => _states.WaitForDependenciesAsync(_dependent.Resource, CancellationToken.None);

    private Task Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => _states.PublishUpdateAsync(_dependency.Resource, change);

    private sealed class Eternal(string name) : Resource(name), IResourceWithoutLifetime;
}
