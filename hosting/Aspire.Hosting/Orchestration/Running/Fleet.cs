using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Supervision;

namespace Aspire.Hosting.Orchestration.Running;

/// <summary>All supervisors of a run, and how commands find them.</summary>
internal sealed class Fleet(Func<IResource, StartGate> gate) : IAsyncDisposable
{
    private readonly List<Supervisor> _supervisors = [];

    /// <summary>Adds one.</summary>
    public void Add(Supervisor supervisor) => _supervisors.Add(supervisor);

    /// <summary>Starts all replicas of a resource together: events are raised and dependencies waited for once.</summary>
    public Task StartAsync(IResource resource)
    {
        var together = gate(resource);
        return Task.WhenAll(_supervisors.Where(s => ReferenceEquals(s.Replica.Resource, resource)).Select(s => s.StartAsync(together)));
    }

    /// <summary>Carries out a command of the user's. The name is that of an instance, or of a resource and then means all its instances.</summary>
    public async Task<ExecuteCommandResult> ExecuteAsync(string command, string name, CancellationToken cancellationToken)
    {
        var meant = _supervisors.Where(s => Same(s.Replica.Name, name)).ToArray();
        meant = meant.Length > 0 ? meant : [.. _supervisors.Where(s => Same(s.Replica.Resource.Name, name))];
        if (meant.Length == 0)
        {
            return CommandResults.Failure($"No resource named '{name}' is run by this application.");
        }

        var together = gate(meant[0].Replica.Resource);
        var phases = await Task.WhenAll(meant.Select(s => command switch
        {
            KnownCommands.Start => s.StartAsync(together),
            KnownCommands.Stop => s.StopAsync(),
            KnownCommands.Restart => s.RestartAsync(together),
            _ => throw new ArgumentException($"Unknown command '{command}'.", nameof(command)),
        })).WaitAsync(cancellationToken).ConfigureAwait(false);

        return command != KnownCommands.Stop && phases.Contains(Phase.FailedToStart)
            ? CommandResults.Failure($"'{name}' could not be started; its log says why.")
            : CommandResults.Success();
    }

    /// <summary>Ends what still runs at once.</summary>
    public void KillNow()
    {
        foreach (var supervisor in _supervisors)
        {
            supervisor.KillNow();
        }
    }

    /// <summary>
    /// Stops everything at the same time, so that one grace period bounds the whole shutdown: services must survive the absence of their
    /// dependencies anyway, and an order by layers would multiply the bound by the depth of the model.
    /// </summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_supervisors.Select(s => s.DisposeAsync().AsTask())).ConfigureAwait(false);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static class KnownCommands
    {
        public const string Start = "resource-start";
        public const string Stop = "resource-stop";
        public const string Restart = "resource-restart";
    }
}
