using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The test's hold on an application that an entry point runs: the entry point starts, stops and disposes of it, when the test says so.</summary>
internal sealed class EntryPointApplication(DistributedApplicationFactory factory, DistributedApplication application) : DistributedApplication(application)
{
    public override Task StartAsync(CancellationToken cancellationToken = default) => factory.StartAsync(cancellationToken);

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await this.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
    }

    public override Task StopAsync(CancellationToken cancellationToken = default) => application.StopAsync(cancellationToken);

    public override void Dispose() => factory.Dispose();

    public override ValueTask DisposeAsync() => factory.DisposeAsync();
}
