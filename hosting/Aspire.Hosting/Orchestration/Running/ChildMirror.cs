using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Running;

/// <summary>A resource that lives inside another one, such as a database of a server, is in the state of its parent.</summary>
internal sealed class ChildMirror(ResourceNotificationService notifications, ResourceEvents events)
{
    /// <summary>Mirrors until cancelled.</summary>
    public async Task RunAsync(IReadOnlyCollection<IResource> parents, CancellationToken stopping)
    {
        if (parents.Count == 0)
        {
            return;
        }
        var states = new Dictionary<IResource, string?>();
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping).ConfigureAwait(false))
            {
                var state = change.Snapshot.State;
                if (!parents.Contains(change.Resource) || (states.TryGetValue(change.Resource, out var before) && before == state?.Text))
                {
                    continue;
                }
                states[change.Resource] = state?.Text;
                await MirrorAsync(change.Resource, change.Snapshot).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The application is stopping.
        }
    }

    private async Task MirrorAsync(IResource parent, CustomResourceSnapshot snapshot)
    {
        foreach (var child in events.Children(parent))
        {
            await notifications.PublishUpdateAsync(child, s => s with
            {
                State = snapshot.State,
                StartTimeStamp = snapshot.StartTimeStamp,
                StopTimeStamp = snapshot.StopTimeStamp,
                ResourceReadyEvent = snapshot.State?.Text == KnownResourceStates.Running ? s.ResourceReadyEvent : null,
            }).ConfigureAwait(false);
            await MirrorAsync(child, snapshot).ConfigureAwait(false);
        }
    }
}
