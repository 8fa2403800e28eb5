using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Snapshots;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Readiness;

/// <summary>While a resource waits, tells in its snapshot and its log for what, why that is not there yet, and since when.</summary>
internal sealed class WaitNarrator(ResourceNotificationService notifications, ResourceLoggerService loggers, TimeProvider time)
{
    /// <summary>Tells until cancelled.</summary>
    public async Task TellAsync(IResource resource, CancellationToken done)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>().DistinctBy(w => (w.Resource, w.WaitType)).ToArray();
        if (waits.Length == 0)
        {
            return;
        }

        var reasons = new Dictionary<(string Instance, WaitType Type), (string Reason, DateTimeOffset Since)>();
        var log = loggers.GetLogger(resource);
        string? told = null;
        try
        {
            await foreach (var change in notifications.WatchAsync(done).ConfigureAwait(false))
            {
                foreach (var wait in waits.Where(w => ReferenceEquals(w.Resource, change.Resource)))
                {
                    Note(reasons, wait, change);
                }
                var text = reasons.Count == 0 ? null : string.Join("; ", reasons.OrderBy(r => r.Key.Instance, StringComparer.Ordinal).Select(r =>
                    $"waiting for {r.Key.Instance}: {r.Value.Reason}, since {r.Value.Since.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}"));
                if (text == told)
                {
                    continue;
                }
                // Its state turns to "Waiting" beside us; that change comes along here too, and then this is said. Looked at before publishing: a publication
                // that changes nothing would come along here as well, again and again.
                if (!resource.GetResolvedResourceNames().Any(IsWaiting))
                {
                    continue;
                }
                await notifications.PublishUpdateAsync(resource, s => s.State?.Text == KnownResourceStates.Waiting
                    ? s with { Properties = s.Properties.Set(PropertyNames.WaitingFor, text) }
                    : s).ConfigureAwait(false);
                told = text;
                if (text is not null && reasons.Values.Any(r => r.Reason.Contains(':')))
                {
                    log.LogInformation("{Waiting}", text);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The wait is over.
        }
    }

    /// <summary>Why the dependency does not satisfy the wait, or null when it does.</summary>
    public static string? Reason(WaitAnnotation wait, CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text;
        var why = snapshot.Properties.Get(PropertyNames.StateReason) as string ?? snapshot.Properties.Get(PropertyNames.WaitingFor) as string;
        var shown = (state, why) switch
        {
            (null, _) => "not started yet",
            (_, null) => state,
            _ => $"{state}: {why}",
        };
        if (wait.WaitType is WaitType.WaitForCompletion)
        {
            return !KnownResourceStates.TerminalStates.Contains(state) ? shown
                : snapshot.ExitCode is { } code && code != wait.ExitCode ? $"ended with exit code {code} instead of {wait.ExitCode}"
                : state == KnownResourceStates.FailedToStart ? shown
                : null;
        }
        if (state != KnownResourceStates.Running)
        {
            return shown;
        }
        if (wait.WaitType is WaitType.WaitUntilStarted)
        {
            return null;
        }
        var unhealthy = snapshot.HealthReports.Where(r => r.Status is not HealthStatus.Healthy).ToArray();
        return unhealthy.Length switch
        {
            0 => snapshot.ResourceReadyEvent is null ? "running, its ready handlers have not run" : null,
            _ when unhealthy.All(r => r.Status is null) => "running, not checked yet",
            _ => $"running but not healthy: {string.Join(", ", unhealthy.Select(r => $"{r.Name} {r.Description ?? "has not answered"}"))}",
        };
    }

    private bool IsWaiting(string instance) =>
        notifications.TryGetCurrentState(instance, out var last) && last.Snapshot.State?.Text == KnownResourceStates.Waiting;

    private void Note(Dictionary<(string, WaitType), (string Reason, DateTimeOffset Since)> reasons, WaitAnnotation wait, ResourceEvent change)
    {
        var key = (change.ResourceId, wait.WaitType);
        if (Reason(wait, change.Snapshot) is not { } reason)
        {
            reasons.Remove(key);
        }
        else if (!reasons.TryGetValue(key, out var before) || before.Reason != reason)
        {
            reasons[key] = (reason, time.GetUtcNow());
        }
    }
}
