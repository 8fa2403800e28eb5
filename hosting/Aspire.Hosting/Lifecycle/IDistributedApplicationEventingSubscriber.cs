using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Lifecycle;

/// <summary>Subscribes to events once the application has been built.</summary>
public interface IDistributedApplicationEventingSubscriber
{
    /// <summary>Subscribes; called before anything is published.</summary>
    Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken);
}
