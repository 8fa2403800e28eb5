using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Readiness;

/// <summary>
/// Follows the states of all resources, whoever publishes them, and has each one monitored while it runs: custom resources become ready
/// in the same way as processes.
/// </summary>
internal sealed class ReadinessWatcher(MonitorParts parts)
{
    private readonly Dictionary<IResource, ResourceMonitor> _monitors = [];
    private readonly Dictionary<string, DateTime?> _running = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var change in parts.Notifications.WatchAsync(stopping).ConfigureAwait(false))
            {
                Follow(change, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The application is stopping; the notifications end with it, sometimes before our own token does.
        }
        finally
        {
            foreach (var monitor in _monitors.Values)
            {
                monitor.Dispose();
            }
        }
    }

    private void Follow(ResourceEvent change, CancellationToken stopping)
    {
        var runs = change.Snapshot.State?.Text == KnownResourceStates.Running;
        var known = _running.TryGetValue(change.ResourceId, out var since);
        // A new start time is a new incarnation, also when the end of the old one was not seen.
        if (known && runs && (since is null || change.Snapshot.StartTimeStamp is null || since == change.Snapshot.StartTimeStamp))
        {
            _running[change.ResourceId] = change.Snapshot.StartTimeStamp;
            return;
        }
        if (known)
        {
            _running.Remove(change.ResourceId);
            if (_monitors.TryGetValue(change.Resource, out var ending) && ending.Remove(change.ResourceId))
            {
                ending.Dispose();
                _monitors.Remove(change.Resource);
            }
        }
        if (!runs)
        {
            return;
        }

        _running[change.ResourceId] = change.Snapshot.StartTimeStamp;
        if (!_monitors.TryGetValue(change.Resource, out var monitor))
        {
            _monitors[change.Resource] = monitor = new ResourceMonitor(change.Resource, parts, stopping);
            monitor.Add(change.ResourceId);
            monitor.Start();
        }
        else
        {
            monitor.Add(change.ResourceId);
        }
    }
}
