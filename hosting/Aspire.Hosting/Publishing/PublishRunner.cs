using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Publishing;

/// <summary>Publishes once and ends the application. Publishing is all the application does, so its failure fails the start of the host.</summary>
internal sealed class PublishRunner(
    IServiceProvider services,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    IHostApplicationLifetime lifetime) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var publisher = services.GetKeyedService<IDistributedApplicationPublisher>(executionContext.PublisherName)
            ?? throw new DistributedApplicationException($"There is no publisher named '{executionContext.PublisherName}'. The built-in ones are 'manifest' and 'default'; others come with their packages.");

        await eventing.PublishAsync(new BeforePublishEvent(services, model), cancellationToken).ConfigureAwait(false);
        await publisher.PublishAsync(model, cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken).ConfigureAwait(false);

        lifetime.StopApplication();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
