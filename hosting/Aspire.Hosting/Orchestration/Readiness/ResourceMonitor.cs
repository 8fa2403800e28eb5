using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Readiness;

/// <summary>What a monitor works with; the same for all.</summary>
internal sealed record MonitorParts(
    ResourceNotificationService Notifications, IDistributedApplicationEventing Eventing, HealthCheckRunner Checks,
    IServiceProvider Services, TimeProvider Time, ILogger Logger);

/// <summary>
/// Probes a resource from the moment its first instance runs until its last one does not, and raises the ready event the first time all
/// checks are healthy.
/// </summary>
internal sealed class ResourceMonitor : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended;
    // Kept, for a resource may end, and the source with it, before the handlers of its ready event have begun.
    private readonly CancellationToken _end;
    private readonly IResource _resource;
    private readonly MonitorParts _parts;
    private readonly Dictionary<string, HealthReportSnapshot> _reports;
    private readonly HashSet<string> _instances = new(StringComparer.OrdinalIgnoreCase);
    private Task? _ready;

    public ResourceMonitor(IResource resource, MonitorParts parts, CancellationToken stopping)
    {
        (_resource, _parts) = (resource, parts);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _end = _ended.Token;
        _reports = resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => c.Key).Distinct(StringComparer.Ordinal)
            .ToDictionary(key => key, key => new HealthReportSnapshot(key, null, null, null), StringComparer.Ordinal);
    }

    /// <summary>Begins probing; without checks the resource is ready at once.</summary>
    public void Start()
    {
        foreach (var key in _reports.Keys)
        {
            var probe = new HealthProbe(token => _parts.Checks.CheckAsync(key, token), ProbeSchedule.Default, _parts.Time);
            _ = Task.Run(() => probe.RunAsync(result => Report(key, result), _end));
        }
        if (_reports.Count == 0)
        {
            RaiseReady();
        }
    }

    /// <summary>An instance runs: it is told what is known so far.</summary>
    public void Add(string instance)
    {
        lock (_lock)
        {
            _instances.Add(instance);
            Publish(instance);
        }
    }

    /// <summary>An instance no longer runs. True when it was the last one.</summary>
    public bool Remove(string instance)
    {
        lock (_lock)
        {
            _instances.Remove(instance);
            return _instances.Count == 0;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private void Report(string key, ProbeResult result)
    {
        bool allHealthy;
        lock (_lock)
        {
            var report = new HealthReportSnapshot(key, result.Status, result.Description, result.Exception?.ToString());
            var same = _reports[key] with { ExceptionText = null } == report with { ExceptionText = null };
            _reports[key] = report;
            allHealthy = _reports.Values.All(r => r.Status is HealthStatus.Healthy);
            if (!same)
            {
                PublishAll();
            }
        }
        if (allHealthy)
        {
            RaiseReady();
        }
    }

    private void RaiseReady()
    {
        lock (_lock)
        {
            if (_ready is not null || _end.IsCancellationRequested)
            {
                return;
            }
            // Not awaited: those who wait for the resource await the handlers through the snapshot.
            _ready = Task.Run(RunReadyHandlersAsync);
            PublishAll();
        }
    }

    private async Task RunReadyHandlersAsync()
    {
        try
        {
            await _parts.Eventing.PublishAsync(new ResourceReadyEvent(_resource, _parts.Services), _end).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _parts.Logger.LogError(e, "A handler of the ready event of '{Resource}' failed.", _resource.Name);
            throw;
        }
    }

    private void PublishAll()
    {
        foreach (var instance in _instances)
        {
            Publish(instance);
        }
    }

    // Publishing is synchronous in the service, so the order of reports is the order of snapshots.
    private void Publish(string instance)
    {
        var reports = _reports.Values.ToArray();
        var ready = _ready is null ? null : new EventSnapshot(_ready);
        _ = _parts.Notifications.PublishUpdateAsync(_resource, instance, s =>
            s.State?.Text == KnownResourceStates.Running ? s with { HealthReports = [.. reports], ResourceReadyEvent = ready } : s);
    }
}
