using System.Collections.Concurrent;
using Aspire.Hosting.Orchestration.Supervision;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Orchestration.Supervision;

/// <summary>Keeps what a supervisor says, in order.</summary>
internal sealed class RecordingAnnouncer : IAnnouncer
{
    private readonly ConcurrentQueue<string> _said = [];

    public string[] Said => [.. _said];

    public Task StartingAsync(Replica replica, int incarnation) => Say($"starting {incarnation}");

    public Task LaunchingAsync(Replica replica) => Task.CompletedTask;

    public Task RunningAsync(Replica replica, IRunningProcess process) => Say("running");

    public Task StoppingAsync(Replica replica) => Say("stopping");

    public Task EndedAsync(Replica replica, ProcessExit exit, bool wanted) => Say($"ended {exit.ExitCode}{(wanted ? " as wanted" : "")}");

    public Task NotStartedAsync(Replica replica) => Say("not started");

    public Task FailedAsync(Replica replica, Exception error) => Say($"failed: {error.Message}");

    private Task Say(string what)
    {
        _said.Enqueue(what);
        return Task.CompletedTask;
    }
}
