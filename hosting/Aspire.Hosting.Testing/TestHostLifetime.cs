using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A host that starts when told to and ends when told to.</summary>
internal sealed class TestHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
