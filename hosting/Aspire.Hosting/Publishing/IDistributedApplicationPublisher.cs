using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes files from the model; registered as a keyed service under the name given to <c>--publisher</c>.</summary>
public interface IDistributedApplicationPublisher
{
    /// <summary>Publishes the model.</summary>
    Task PublishAsync(DistributedApplicationModel model, CancellationToken cancellationToken);
}
