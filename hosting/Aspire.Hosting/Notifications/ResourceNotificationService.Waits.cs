using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

public partial class ResourceNotificationService
{
    /// <summary>Waits until an instance of the resource is in <paramref name="targetState"/>, by default <see cref="KnownResourceStates.Running"/>.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until an instance of the resource is in one of <paramref name="targetStates"/>, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targetStates);

        var states = targetStates.ToHashSet(NameComparers.ResourceState);
        var change = await WaitForResourceAsync(resourceName, e => e.Snapshot.State?.Text is { } text && states.Contains(text), cancellationToken).ConfigureAwait(false);
        return change.Snapshot.State!.Text;
    }

    /// <summary>Waits until the state of an instance of the resource satisfies <paramref name="predicate"/>.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        ArgumentNullException.ThrowIfNull(predicate);

        return await FirstAsync(e => IsNamed(e, resourceName) && predicate(e), $"The wait for the resource '{resourceName}' ended because the application is stopping.", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the resource is running and healthy and its ready handlers have run.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
        => WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until the resource is running and healthy and its ready handlers have run; throws when it fails and <paramref name="waitBehavior"/> says so.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        _logger.LogDebug("Waiting for resource '{Name}' to become healthy.", resourceName);

        var change = await WaitForResourceAsync(
            resourceName,
            e => e.Snapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy || IsUnavailable(waitBehavior, e.Snapshot),
            cancellationToken).ConfigureAwait(false);

        if (IsUnavailable(waitBehavior, change.Snapshot))
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it {Became(change.Snapshot)}.");
        }

        var ready = await WaitForResourceAsync(resourceName, e => e.ResourceId == change.ResourceId && (e.Snapshot.ResourceReadyEvent is not null || IsUnavailable(waitBehavior, e.Snapshot)), cancellationToken).ConfigureAwait(false);

        if (ready.Snapshot.ResourceReadyEvent is not { } readyEvent)
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it {Became(ready.Snapshot)}.");
        }

        await readyEvent.EventTask.WaitAsync(cancellationToken).ConfigureAwait(false);
        _logger.LogDebug("Finished waiting for resource '{Name}'.", resourceName);
        return ready;
    }

    /// <summary>Waits for everything the resource was told to wait for; meanwhile its state is <see cref="KnownResourceStates.Waiting"/>.</summary>
    /// <exception cref="DistributedApplicationException">A dependency failed in a way that ends the wait.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);

        if (!resource.TryGetAnnotationsOfType<WaitAnnotation>(out var waits))
        {
            return;
        }

        var pending = new List<Task>();
        foreach (var wait in waits.DistinctBy(w => (w.Resource, w.WaitType)))
        {
            if (wait.Resource is IResourceWithoutLifetime)
            {
                continue;
            }

            foreach (var instance in wait.Resource.GetResolvedResourceNames())
            {
                pending.Add(WaitForDependencyAsync(resource, wait, instance, cancellationToken));
            }
        }

        // The first failure ends the wait; waiting for the rest could take for ever.
        await foreach (var finished in Task.WhenEach(pending).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await finished.ConfigureAwait(false);
        }
    }

    private async Task WaitForDependencyAsync(IResource resource, WaitAnnotation wait, string instance, CancellationToken cancellationToken)
    {
        // So that the caller gets one task per dependency at once, whatever it is doing.
        await Task.Yield();

        var log = _resourceLoggers?.GetLogger(resource) ?? _logger;
        await PublishUpdateAsync(resource, s => s.State?.Text == KnownResourceStates.Waiting ? s : s with { State = KnownResourceStates.Waiting }).ConfigureAwait(false);

        var work = wait.WaitType switch
        {
            WaitType.WaitUntilHealthy => WaitUntilHealthyAsync(log, wait, instance, cancellationToken),
            WaitType.WaitUntilStarted => WaitUntilRunningAsync(log, wait, instance, cancellationToken),
            WaitType.WaitForCompletion => WaitForExitAsync(log, wait, instance, cancellationToken),
            _ => throw new DistributedApplicationException($"Unexpected wait type: {wait.WaitType}"),
        };

        await work.ConfigureAwait(false);
        log.LogInformation("Finished waiting for resource '{Name}'.", instance);
    }

    private async Task WaitUntilRunningAsync(ILogger log, WaitAnnotation wait, string instance, CancellationToken cancellationToken)
    {
        log.LogInformation("Waiting for resource '{Name}' to enter the '{State}' state.", instance, KnownResourceStates.Running);
        await WaitForInstanceAsync(log, wait, instance, s => s.State?.Text == KnownResourceStates.Running, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitUntilHealthyAsync(ILogger log, WaitAnnotation wait, string instance, CancellationToken cancellationToken)
    {
        await WaitUntilRunningAsync(log, wait, instance, cancellationToken).ConfigureAwait(false);

        if (wait.Resource.HasAnnotationOfType<HealthCheckAnnotation>())
        {
            log.LogInformation("Waiting for resource '{Name}' to become healthy.", instance);
            await WaitForInstanceAsync(log, wait, instance, s => s.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, cancellationToken).ConfigureAwait(false);
        }

        log.LogInformation("Waiting for resource ready to execute for '{Name}'.", instance);
        var ready = await WaitForInstanceAsync(log, wait, instance, s => s.ResourceReadyEvent is not null, cancellationToken).ConfigureAwait(false);
        await ready.ResourceReadyEvent!.EventTask.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitForExitAsync(ILogger log, WaitAnnotation wait, string instance, CancellationToken cancellationToken)
    {
        log.LogInformation("Waiting for resource '{Name}' to complete.", instance);

        var change = await FirstAsync(
            e => e.ResourceId == instance && KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text),
            $"The wait for the resource '{instance}' to complete ended because the application is stopping.",
            cancellationToken).ConfigureAwait(false);

        var snapshot = change.Snapshot;
        if (snapshot.State?.Text == KnownResourceStates.FailedToStart)
        {
            log.LogError("Dependency resource '{ResourceName}' failed to start.", instance);
            throw new DistributedApplicationException($"Dependency resource '{instance}' failed to start.");
        }

        // Resources without a process end without an exit code.
        if (snapshot.ExitCode is { } exitCode && exitCode != wait.ExitCode)
        {
            log.LogError("Resource '{ResourceName}' has entered the '{State}' state with exit code '{ExitCode}' expected '{ExpectedExitCode}'.", instance, snapshot.State?.Text, exitCode, wait.ExitCode);
            throw new DistributedApplicationException($"Resource '{instance}' has entered the '{snapshot.State?.Text}' state with exit code '{exitCode}', expected '{wait.ExitCode}'.");
        }
    }

    private async Task<CustomResourceSnapshot> WaitForInstanceAsync(ILogger log, WaitAnnotation wait, string instance, Func<CustomResourceSnapshot, bool> done, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior ?? DefaultWaitBehavior;
        var change = await FirstAsync(
            e => e.ResourceId == instance && (done(e.Snapshot) || IsUnavailable(behavior, e.Snapshot)),
            $"The wait for the resource '{instance}' ended because the application is stopping.",
            cancellationToken).ConfigureAwait(false);

        if (IsUnavailable(behavior, change.Snapshot))
        {
            if (change.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
            {
                log.LogError("Dependency resource '{ResourceName}' failed to start.", instance);
                throw new DistributedApplicationException($"Dependency resource '{instance}' failed to start.");
            }

            log.LogError("Resource '{ResourceName}' has entered the '{State}' state prematurely.", instance, change.Snapshot.State?.Text);
            throw new DistributedApplicationException($"Resource '{instance}' has entered the '{change.Snapshot.State?.Text}' state prematurely.");
        }

        return change.Snapshot;
    }

    private async Task<ResourceEvent> FirstAsync(Func<ResourceEvent, bool> predicate, string whenStopping, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(whenStopping, _ending.Token);
        }

        throw new OperationCanceledException(whenStopping, _ending.Token);
    }

    private static bool IsNamed(ResourceEvent change, string name)
        => NameComparers.Resource.Equals(change.Resource.Name, name) || NameComparers.Resource.Equals(change.ResourceId, name);

    private static bool IsUnavailable(WaitBehavior behavior, CustomResourceSnapshot snapshot)
        => behavior == WaitBehavior.StopOnResourceUnavailable
            && snapshot.State?.Text is { } state
            && (KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.RuntimeUnhealthy);

    private static string Became(CustomResourceSnapshot snapshot)
        => snapshot.State?.Text == KnownResourceStates.FailedToStart
            ? "failed to start"
            : $"entered the '{snapshot.State?.Text}' state" + (snapshot.ExitCode is { } code ? $" with exit code {code}" : "");
}
