using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Publishing;

/// <summary>The life of a publishing AppHost: it ends by itself, so no signal has to be caught to end it well.</summary>
internal sealed class PublishLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
