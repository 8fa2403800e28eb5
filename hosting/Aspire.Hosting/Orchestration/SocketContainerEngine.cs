using Aspire.Hosting.Containers;

namespace Aspire.Hosting.Orchestration;

/// <summary>The engine that listens on this machine's socket, if any.</summary>
internal sealed class SocketContainerEngine : IContainerEngine
{
    /// <inheritdoc />
    public Task<EngineProbe> ProbeAsync(CancellationToken cancellationToken) => ContainerEngineProbe.ProbeAsync(cancellationToken);
}
