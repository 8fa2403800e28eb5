using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds the current state of every resource, takes changes and tells whoever watches.</summary>
public partial class ResourceNotificationService : IDisposable
{
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IServiceProvider? _services;
    private readonly ResourceLoggerService? _resourceLoggers;
    private readonly CancellationTokenSource _disposing = new();
    private readonly CancellationTokenSource _ending;

    // Invariant: states and watchers change only under the lock, and events are written to the watchers under it too. That is what makes
    // every watcher see the state at its start exactly once, and then every change in order.
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceState> _states = new(NameComparers.Resource);
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];
    private long _version;

    /// <summary>Creates the service without access to commands and waits of other services.</summary>
    [Obsolete("Use the constructor that takes a service provider and the resource loggers.")]
    public ResourceNotificationService(ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime)
        : this(services: null, resourceLoggers: null, logger, hostApplicationLifetime)
    {
    }

    /// <summary>Creates the service.</summary>
    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
        : this(services: serviceProvider, resourceLoggers: resourceLoggerService, logger, hostApplicationLifetime)
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(resourceLoggerService);
    }

    private ResourceNotificationService(
        IServiceProvider? services,
        ResourceLoggerService? resourceLoggers,
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);

        _logger = logger;
        _services = services;
        _resourceLoggers = resourceLoggers;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token, hostApplicationLifetime.ApplicationStopping);
        DefaultWaitBehavior = services?.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? WaitBehavior.StopOnResourceUnavailable;
    }

    internal WaitBehavior DefaultWaitBehavior { get; set; }

    /// <summary>The last known state of an instance, by instance or resource name.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        ArgumentNullException.ThrowIfNull(resourceId);

        lock (_lock)
        {
            // The name of a resource with exactly one instance means that instance.
            var state = _states.TryGetValue(resourceId, out var exact) ? exact : SingleByResourceName(resourceId);
            resourceEvent = state?.LastEvent;
            return resourceEvent is not null;
        }
    }

    /// <summary>All current states, then every change, until the application stops.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });

        lock (_lock)
        {
            foreach (var state in _states.Values)
            {
                if (state.LastEvent is { } current)
                {
                    channel.Writer.TryWrite(current);
                }
            }

            _watchers.Add(channel.Writer);
        }

        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
            await foreach (var change in channel.Reader.ReadAllAsync(ended.Token).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel.Writer);
            }
        }
    }

    /// <summary>Changes the state of one instance.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(stateFactory);

        string? before;
        ResourceEvent change;

        lock (_lock)
        {
            if (!_states.TryGetValue(resourceId, out var state))
            {
                _states[resourceId] = state = new ResourceState(resource, InitialSnapshot(resource));
            }

            before = state.Snapshot.State?.Text;
            var snapshot = stateFactory(state.Snapshot) with { Version = ++_version };
            snapshot = WithIcon(resource, WithCommands(resource, snapshot));

            change = new ResourceEvent(resource, resourceId, snapshot);
            state.Snapshot = snapshot;
            state.LastEvent = change;

            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(change);
            }
        }

        LogChange(change, before);
        return Task.CompletedTask;
    }

    /// <summary>Changes the state of all instances of a resource.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);

        foreach (var resourceId in resource.GetResolvedResourceNames())
        {
            await PublishUpdateAsync(resource, resourceId, stateFactory).ConfigureAwait(false);
        }
    }

    /// <summary>Ends all waits and watches.</summary>
    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    private ResourceState? SingleByResourceName(string resourceName)
    {
        ResourceState? found = null;
        foreach (var state in _states.Values)
        {
            if (!NameComparers.Resource.Equals(state.Resource.Name, resourceName))
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = state;
        }

        return found;
    }

    private static CustomResourceSnapshot InitialSnapshot(IResource resource)
        => resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var initial)
            ? initial.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = resource.GetType().Name, Properties = [] };

    private CustomResourceSnapshot WithCommands(IResource resource, CustomResourceSnapshot snapshot)
    {
        if (!resource.TryGetAnnotationsOfType<ResourceCommandAnnotation>(out var commands))
        {
            return snapshot;
        }

        var services = _services ?? NoServices.Instance;
        return snapshot with
        {
            Commands =
            [
                .. commands.Select(c => new ResourceCommandSnapshot(
                    c.Name,
                    c.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services }),
                    c.DisplayName,
                    c.DisplayDescription,
                    c.Parameter,
                    c.ConfirmationMessage,
                    c.IconName,
                    c.IconVariant,
                    c.IsHighlighted)),
            ],
        };
    }

    private static CustomResourceSnapshot WithIcon(IResource resource, CustomResourceSnapshot snapshot)
        => snapshot.IconName is null && resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon)
            ? snapshot with { IconName = icon.IconName, IconVariant = icon.IconVariant }
            : snapshot;

    private void LogChange(ResourceEvent change, string? before)
    {
        var after = change.Snapshot.State?.Text;
        if (!_logger.IsEnabled(LogLevel.Debug) || string.IsNullOrWhiteSpace(after))
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(before))
        {
            _logger.LogDebug("Resource {Resource}/{ResourceId} changed state: {NewState}", change.Resource.Name, change.ResourceId, after);
        }
        else if (before != after)
        {
            _logger.LogDebug("Resource {Resource}/{ResourceId} changed state: {PreviousState} -> {NewState}", change.Resource.Name, change.ResourceId, before, after);
        }
    }

    private sealed class ResourceState(IResource resource, CustomResourceSnapshot snapshot)
    {
        public IResource Resource { get; } = resource;

        public CustomResourceSnapshot Snapshot { get; set; } = snapshot;

        public ResourceEvent? LastEvent { get; set; }
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
