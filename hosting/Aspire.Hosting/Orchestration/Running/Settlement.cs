using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Readiness;

namespace Aspire.Hosting.Orchestration.Running;

/// <summary>
/// Tells when the start of the application has come to rest: everything has started or failed, or waits for something that only a person can
/// mend. Without the latter one missing container engine would keep the application "starting" for ever.
/// </summary>
internal sealed class Settlement(ResourceNotificationService notifications)
{
    /// <summary>Completes at rest. <paramref name="starts"/> has the starts that are under way.</summary>
    public async Task WaitAsync(IReadOnlyDictionary<IResource, Task> starts, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var all = Task.WhenAll(starts.Values);
        var stuck = WatchAsync(starts, done.Token);
        await Task.WhenAny(all, stuck).WaitAsync(cancellationToken).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        await stuck.ConfigureAwait(false);
    }

    // Looked at again after every change of a state and after every start that ends: a start ends a moment after the state that says so, and nothing else may happen then.
    private async Task WatchAsync(IReadOnlyDictionary<IResource, Task> starts, CancellationToken done)
    {
        var news = Channel.CreateUnbounded<ResourceEvent?>(new UnboundedChannelOptions { SingleReader = true });
        foreach (var start in starts.Values)
        {
            _ = start.ContinueWith(_ => news.Writer.TryWrite(null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        var pump = PumpAsync(news.Writer, done);
        var last = new Dictionary<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);
        await foreach (var change in news.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (change is not null)
            {
                last[change.ResourceId] = change;
            }
            if (IsAtRest([.. starts.Where(s => !s.Value.IsCompleted).Select(s => s.Key)], last.Values.ToLookup(e => e.Resource), notifications.DefaultWaitBehavior))
            {
                return;
            }
        }

        await pump.ConfigureAwait(false);
    }

    private async Task PumpAsync(ChannelWriter<ResourceEvent?> news, CancellationToken done)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(done).ConfigureAwait(false))
            {
                news.TryWrite(change);
            }
        }
        catch (OperationCanceledException)
        {
            // Everything started, or the start was given up.
        }
        finally
        {
            news.TryComplete();
        }
    }

    /// <summary>True when every resource that is still starting is blocked, directly or through another one that is.</summary>
    public static bool IsAtRest(IReadOnlyCollection<IResource> starting, ILookup<IResource, ResourceEvent> states, WaitBehavior waitBehavior)
    {
        var blocked = new HashSet<IResource>();
        bool grew;
        do
        {
            grew = false;
            foreach (var resource in starting.Where(r => !blocked.Contains(r)))
            {
                if (states[resource].Any(e => e.Snapshot.State?.Text == KnownResourceStates.Waiting) && resource.Annotations.OfType<WaitAnnotation>().Any(wait => Blocks(wait, states[wait.Resource], blocked, waitBehavior)))
                {
                    grew = blocked.Add(resource);
                }
            }
        }
        while (grew);
        return blocked.Count == starting.Count;
    }

    // A wait that ends with the dependency's failure is no block: the resource is about to fail as well.
    private static bool Blocks(WaitAnnotation wait, IEnumerable<ResourceEvent> states, HashSet<IResource> blocked, WaitBehavior waitBehavior)
    {
        var goesOn = (wait.WaitBehavior ?? waitBehavior) is WaitBehavior.WaitOnResourceUnavailable && wait.WaitType is not WaitType.WaitForCompletion;
        return blocked.Contains(wait.Resource) || states.Any(e => e.Snapshot.State?.Text is { } state && WaitNarrator.Reason(wait, e.Snapshot) is not null &&
            (state switch
            {
                "NotStarted" => wait.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>(),
                "RuntimeUnhealthy" => goesOn || wait.WaitType is WaitType.WaitForCompletion,
                _ => goesOn && KnownResourceStates.TerminalStates.Contains(state),
            }));
    }
}
