using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Supervision;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Orchestration.Supervision;

public sealed class SupervisorTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly FakeLauncher _launcher = new();
    private readonly RecordingAnnouncer _announcer = new();
    private readonly Supervisor _supervisor;
    private Func<CancellationToken, Task> _preparation = _ => Task.CompletedTask;

    public SupervisorTests()
    {
        var replica = new Replica(new ExecutableResource("web", "web", "/"), 0, "web-abc", "abc", []);
        _supervisor = new Supervisor(replica, new SupervisorParts(_launcher, PrepareAsync, _announcer, TimeSpan.FromSeconds(7), CancellationToken.None, NullLogger.Instance));
    }

    [Fact]
    public async Task A_start_ends_when_the_process_runs()
    {
        Assert.Equal(Phase.Running, await Within(_supervisor.StartAsync(Open())));

        Assert.Equal(["starting 1", "running"], _announcer.Said);
    }

    [Fact]
    public async Task A_process_that_cannot_be_launched_is_told_with_its_reason()
    {
        _launcher.Refusal = new ProcessStartException("There is no 'web'.");

        Assert.Equal(Phase.FailedToStart, await Within(_supervisor.StartAsync(Open())));

        Assert.Equal(["starting 1", "failed: There is no 'web'."], _announcer.Said);
    }

    [Fact]
    public async Task A_process_that_ends_by_itself_is_finished_and_can_be_started_again()
    {
        await Within(_supervisor.StartAsync(Open()));
        (await _launcher.NextAsync()).End(3);
        await Until(Phase.Finished);

        Assert.Equal(Phase.Running, await Within(_supervisor.StartAsync(Open())));

        Assert.Equal(["starting 1", "running", "ended 3", "starting 2", "running"], _announcer.Said);
    }

    [Fact]
    public async Task A_stop_gives_the_grace_and_counts_as_wanted()
    {
        await Within(_supervisor.StartAsync(Open()));
        var process = await _launcher.NextAsync();

        Assert.Equal(Phase.Finished, await Within(_supervisor.StopAsync()));

        Assert.Equal(TimeSpan.FromSeconds(7), await Within(process.StopAsked.Task));
        Assert.Equal(["starting 1", "running", "stopping", "ended 143 as wanted"], _announcer.Said);
    }

    [Fact]
    public async Task A_restart_launches_the_next_incarnation_only_when_the_old_one_has_ended()
    {
        await Within(_supervisor.StartAsync(Open()));
        var first = await _launcher.NextAsync();
        first.EndsWhenAsked = false;

        var restart = _supervisor.RestartAsync(Open());
        await Within(first.StopAsked.Task);
        Assert.Single(_launcher.Specs);
        first.End(0);

        Assert.Equal(Phase.Running, await Within(restart));
        Assert.Equal(["starting 1", "running", "stopping", "ended 0 as wanted", "starting 2", "running"], _announcer.Said);
    }

    [Fact]
    public async Task A_start_during_a_stop_brings_a_new_incarnation()
    {
        await Within(_supervisor.StartAsync(Open()));
        var first = await _launcher.NextAsync();
        first.EndsWhenAsked = false;

        _ = _supervisor.StopAsync();
        var start = _supervisor.StartAsync(Open());
        await Within(first.StopAsked.Task);
        first.End(0);

        Assert.Equal(Phase.Running, await Within(start));
        Assert.Equal(2, _launcher.Specs.Count);
    }

    [Fact]
    public async Task A_stop_during_the_wait_for_dependencies_gives_the_start_up()
    {
        var start = _supervisor.StartAsync(Closed());
        await Until(Phase.Preparing);

        Assert.Equal(Phase.NotStarted, await Within(_supervisor.StopAsync()));

        Assert.Equal(Phase.NotStarted, await Within(start));
        Assert.Empty(_launcher.Specs);
        Assert.Equal(["starting 1", "stopping", "not started"], _announcer.Said);
    }

    [Fact]
    public async Task A_start_during_the_wait_for_dependencies_ends_the_wait()
    {
        _ = _supervisor.StartAsync(Closed());
        await Until(Phase.Preparing);

        Assert.Equal(Phase.Running, await Within(_supervisor.StartAsync(Open())));
    }

    [Fact]
    public async Task A_stop_that_loses_the_race_against_the_launch_ends_the_launched_process()
    {
        var launching = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _preparation = async _ =>
        {
            launching.SetResult();
            await release.Task;
        };
        _launcher.Refusal = null;
        _ = _supervisor.StartAsync(Open());
        await Within(launching.Task);

        var stop = _supervisor.StopAsync();
        release.SetResult();

        Assert.True(StateTable.IsAtRest(await Within(stop)));
    }

    [Fact]
    public async Task A_failed_dependency_fails_the_start_with_its_message()
    {
        var gate = new StartGate(_ => throw new DistributedApplicationException("Dependency resource 'db' failed to start."));

        Assert.Equal(Phase.FailedToStart, await Within(_supervisor.StartAsync(gate)));

        Assert.Equal(["starting 1", "failed: Dependency resource 'db' failed to start."], _announcer.Said);
    }

    [Fact]
    public async Task Disposing_stops_what_runs_and_nothing_starts_after_it()
    {
        await Within(_supervisor.StartAsync(Open()));
        var process = await _launcher.NextAsync();

        await Within(_supervisor.DisposeAsync().AsTask());
        await Within(_supervisor.StartAsync(Open()));

        Assert.True(process.Completion.IsCompleted);
        Assert.Single(_launcher.Specs);
    }

    [Fact]
    public async Task Killing_does_not_wait_for_the_grace()
    {
        await Within(_supervisor.StartAsync(Open()));
        var process = await _launcher.NextAsync();
        process.EndsWhenAsked = false;

        var stop = _supervisor.StopAsync();
        await Within(process.StopAsked.Task);
        _supervisor.KillNow();

        Assert.Equal(Phase.Finished, await Within(stop));
        Assert.Equal(137, (await process.Completion).ExitCode);
    }

    [Fact]
    public async Task Replicas_that_start_together_pass_the_gate_once()
    {
        var passes = 0;
        var gate = new StartGate(_ =>
        {
            Interlocked.Increment(ref passes);
            return Task.CompletedTask;
        });
        await using var other = new Supervisor(
            new Replica(_supervisor.Replica.Resource, 1, "web-def", "def", []),
            new SupervisorParts(_launcher, PrepareAsync, _announcer, TimeSpan.FromSeconds(1), CancellationToken.None, NullLogger.Instance));

        await Within(Task.WhenAll(_supervisor.StartAsync(gate), other.StartAsync(gate)));

        Assert.Equal(1, passes);
    }

    public ValueTask DisposeAsync() => _supervisor.DisposeAsync();

    private static StartGate Open() => new(_ => Task.CompletedTask);

    private static StartGate Closed() => new(token => Task.Delay(Timeout.Infinite, token));

    private async Task<ProcessSpec> PrepareAsync(Replica replica, CancellationToken cancellationToken)
    {
        await _preparation(cancellationToken);
        return new ProcessSpec { FileName = "web", Arguments = [], WorkingDirectory = "/", Environment = new Dictionary<string, string>() };
    }

    private async Task Until(Phase phase)
    {
        var end = DateTime.UtcNow + Deadline;
        while (_supervisor.Phase != phase)
        {
            Assert.True(DateTime.UtcNow < end, $"The supervisor is {_supervisor.Phase}, not {phase}.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static Task<T> Within<T>(Task<T> task) => task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

    private static Task Within(Task task) => task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
}
