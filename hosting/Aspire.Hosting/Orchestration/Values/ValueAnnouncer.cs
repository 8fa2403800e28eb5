using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration.Snapshots;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Values;

/// <summary>Gives the resources that are values (parameters, connection strings, external services) their states and properties.</summary>
internal sealed class ValueAnnouncer(
    ResourceNotificationService notifications, ResourceLoggerService loggers, IDistributedApplicationEventing eventing, IServiceProvider services)
{
    /// <summary>Announces one; what is wrong with it becomes its state.</summary>
    public async Task AnnounceAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await (resource switch
            {
                ParameterResource parameter => ParameterAsync(parameter, cancellationToken),
                ConnectionStringResource connection => ConnectionStringAsync(connection, cancellationToken),
                ExternalServiceResource external => ExternalServiceAsync(external, cancellationToken),
                _ => Task.CompletedTask,
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            loggers.GetLogger(resource).LogError("{Reason}", e.Message);
            await PublishAsync(resource, s => s with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
                Properties = s.Properties.Set(PropertyNames.StateReason, e.Message),
            }).ConfigureAwait(false);
        }
    }

    private async Task ParameterAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        var value = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
        await PublishAsync(parameter, s => s with
        {
            ResourceType = "Parameter",
            State = Running,
            Properties = s.Properties
                .Set("Value", value, parameter.Secret)
                .Set(CustomResourceKnownProperties.Source, parameter.ConfigurationKey),
        }).ConfigureAwait(false);
        if (parameter is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(parameter, services), cancellationToken).ConfigureAwait(false);
        }
    }

    // It has no process of its own: it is there once everything that it is made of has started.
    private async Task ConnectionStringAsync(ConnectionStringResource connection, CancellationToken cancellationToken)
    {
        await eventing.PublishAsync(new BeforeResourceStartedEvent(connection, services), cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new ConnectionStringAvailableEvent(connection, services), cancellationToken).ConfigureAwait(false);
        await PublishAsync(connection, s => s with
        {
            ResourceType = "ConnectionString",
            State = Running,
            Properties = s.Properties.Set(PropertyNames.WaitingFor, null),
        }).ConfigureAwait(false);
    }

    private async Task ExternalServiceAsync(ExternalServiceResource external, CancellationToken cancellationToken)
    {
        var url = external.Uri?.ToString();
        if (external.UrlParameter is { } parameter)
        {
            url = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            if (!ExternalServiceResource.TryValidateUrl(url, out _, out var problem))
            {
                throw new DistributedApplicationException($"The URL of the external service '{external.Name}' comes from the parameter '{parameter.Name}' and cannot be used: {problem}");
            }
        }
        await PublishAsync(external, s => s with
        {
            ResourceType = "ExternalService",
            State = Running,
            Properties = s.Properties.Set(CustomResourceKnownProperties.Source, url, external.UrlParameter?.Secret ?? false),
        }).ConfigureAwait(false);
    }

    private static ResourceStateSnapshot Running => new(KnownResourceStates.Running, KnownResourceStateStyles.Success);

    private Task PublishAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => notifications.PublishUpdateAsync(resource, change);
}
