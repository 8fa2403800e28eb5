using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <inheritdoc cref="IDistributedApplicationEventing" />
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    // Invariant: the arrays are replaced, never changed, so that publishing runs on the subscribers of the moment it began.
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, DistributedApplicationEventSubscription[]> _subscriptions = [];

    /// <inheritdoc />
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
        => PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc />
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(@event);

        DistributedApplicationEventSubscription[]? subscriptions;
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(typeof(T), out subscriptions))
            {
                return Task.CompletedTask;
            }
        }

        if (@event is IDistributedApplicationResourceEvent resourceEvent)
        {
            subscriptions = [.. subscriptions.Where(s => s is not DistributedApplicationResourceEventSubscription { Resource: { } resource } || ReferenceEquals(resource, resourceEvent.Resource))];
        }

        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return RunInTurnAsync(subscriptions, @event, cancellationToken);
            case EventDispatchBehavior.BlockingConcurrent:
                return RunAtOnceAsync(subscriptions, @event, cancellationToken);
            case EventDispatchBehavior.NonBlockingSequential:
                _ = Task.Run(() => RunInTurnAsync(subscriptions, @event, cancellationToken), cancellationToken);
                return Task.CompletedTask;
            case EventDispatchBehavior.NonBlockingConcurrent:
                foreach (var subscription in subscriptions)
                {
                    _ = Task.Run(() => subscription.Callback(@event, cancellationToken), cancellationToken);
                }

                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(dispatchBehavior), dispatchBehavior, "Unknown dispatch behavior.");
        }
    }

    /// <inheritdoc />
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationEventSubscription((@event, cancellationToken) => callback((T)@event, cancellationToken)));
    }

    /// <inheritdoc />
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(callback);
        return Add<T>(new DistributedApplicationResourceEventSubscription(resource, (@event, cancellationToken) => callback((T)@event, cancellationToken)));
    }

    /// <inheritdoc />
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);

        lock (_lock)
        {
            foreach (var (type, list) in _subscriptions.ToArray())
            {
                if (list.Contains(subscription))
                {
                    _subscriptions[type] = [.. list.Where(s => s != subscription)];
                }
            }
        }
    }

    private DistributedApplicationEventSubscription Add<T>(DistributedApplicationEventSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions[typeof(T)] = _subscriptions.TryGetValue(typeof(T), out var list) ? [.. list, subscription] : [subscription];
        }

        return subscription;
    }

    private static async Task RunInTurnAsync(DistributedApplicationEventSubscription[] subscriptions, IDistributedApplicationEvent @event, CancellationToken cancellationToken)
    {
        foreach (var subscription in subscriptions)
        {
            await subscription.Callback(@event, cancellationToken).ConfigureAwait(false);
        }
    }

    // Of several failures the caller gets that of the subscriber who came first, not of the one who was fastest.
    private static async Task RunAtOnceAsync(DistributedApplicationEventSubscription[] subscriptions, IDistributedApplicationEvent @event, CancellationToken cancellationToken)
    {
        var running = Array.ConvertAll(subscriptions, s => Task.Run(() => s.Callback(@event, cancellationToken), cancellationToken));
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        foreach (var task in running)
        {
            await task.ConfigureAwait(false);
        }
    }
}
