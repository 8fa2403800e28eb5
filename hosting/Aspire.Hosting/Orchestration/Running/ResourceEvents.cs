using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Orchestration.Readiness;
using Aspire.Hosting.Orchestration.Snapshots;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Running;

/// <summary>Raises the events of a run in Aspire's order, and answers the ones that the engine itself listens to.</summary>
internal sealed class ResourceEvents(
    DistributedApplicationModel model, IDistributedApplicationEventing eventing, IEnumerable<IDistributedApplicationLifecycleHook> hooks,
    ResourceNotificationService notifications, ResourceLoggerService loggers, WaitNarrator narrator, UrlComposer urls,
    IServiceProvider services, ILogger<ResourceEvents> logger)
{
    private readonly List<DistributedApplicationEventSubscription> _subscriptions = [];

    /// <summary>Begins to listen; after the handlers of the AppHost, which therefore run before the waits.</summary>
    public void Listen()
    {
        _subscriptions.Add(eventing.Subscribe<BeforeResourceStartedEvent>((e, token) => WaitForDependenciesAsync(e.Resource, token)));
        _subscriptions.Add(eventing.Subscribe<ConnectionStringAvailableEvent>((e, token) => ShowConnectionStringAsync(e.Resource, token)));
    }

    /// <summary>Stops listening.</summary>
    public void Unlisten() => _subscriptions.ForEach(eventing.Unsubscribe);

    /// <summary>All addresses are known: URLs are made, and everybody is told.</summary>
    public async Task EndpointsAllocatedAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CS0618 // Still raised for those who have not moved to the event of each resource.
        await eventing.PublishAsync(new AfterEndpointsAllocatedEvent(services, model), cancellationToken).ConfigureAwait(false);
#pragma warning restore CS0618
        foreach (var hook in hooks)
        {
            await hook.AfterEndpointsAllocatedAsync(model, cancellationToken).ConfigureAwait(false);
        }
        foreach (var resource in model.Resources)
        {
            if (resource is IResourceWithEndpoints)
            {
                await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
            }
            var shown = await urls.ComposeAsync(resource, cancellationToken).ConfigureAwait(false);
            if (!shown.IsEmpty)
            {
                await notifications.PublishUpdateAsync(resource, s => s with { Urls = shown }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets every resource initialise itself. Not awaited: such handlers may go on for as long as the application does.</summary>
    public void Initialize(CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources)
        {
            _ = Task.Run(() => InitializeAsync(resource, cancellationToken), CancellationToken.None);
        }
    }

    /// <summary>What precedes a start of one resource: connection strings, then the event in which waits block.</summary>
    public async Task BeforeStartAsync(IResource resource, CancellationToken cancellationToken)
    {
        await ConnectionStringsAvailableAsync(resource, cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Announces the connection string of a resource and of those that live inside it.</summary>
    public async Task ConnectionStringsAvailableAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }
        foreach (var child in Children(resource))
        {
            await ConnectionStringsAvailableAsync(child, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everything that is to start has been started, or waits for somebody.</summary>
    public async Task ResourcesCreatedAsync(CancellationToken cancellationToken)
    {
        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
        foreach (var hook in hooks)
        {
            await hook.AfterResourcesCreatedAsync(model, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The resources that live inside another one and have no process of their own, such as a database of a server.</summary>
    public IEnumerable<IResource> Children(IResource parent) =>
        model.Resources.Where(r => r is IResourceWithParent child && ReferenceEquals(child.Parent, parent) && !Planning.Planner.IsProcess(r) && !r.IsContainer());

    private async Task InitializeAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await eventing.PublishAsync(new InitializeResourceEvent(resource, eventing, loggers, notifications, services), EventDispatchBehavior.BlockingConcurrent, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application is stopping.
        }
        catch (Exception e)
        {
            loggers.GetLogger(resource).LogError(e, "The initialisation of '{Resource}' failed: {Reason}", resource.Name, e.Message);
            logger.LogError(e, "The initialisation of '{Resource}' failed.", resource.Name);
            await notifications.PublishUpdateAsync(resource, s => s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
                Properties = s.Properties.Set(PropertyNames.StateReason, e.Message),
            }).ConfigureAwait(false);
        }
    }

    private async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var waiting = notifications.WaitForDependenciesAsync(resource, cancellationToken);
        if (waiting.IsCompletedSuccessfully)
        {
            return;
        }
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = narrator.TellAsync(resource, over.Token);
        try
        {
            await waiting.ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await telling.ConfigureAwait(false);
        }
    }

    private async Task ShowConnectionStringAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is not IResourceWithConnectionString connection)
        {
            return;
        }
        var value = await connection.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
        await notifications.PublishUpdateAsync(resource, s => s with
        {
            Properties = s.Properties.Set(PropertyNames.ConnectionString, value, isSensitive: true),
        }).ConfigureAwait(false);
    }
}
