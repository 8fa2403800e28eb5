namespace Aspire.Hosting.Containers;

/// <summary>A container engine that answers on a socket. So far it is only asked whether it is there.</summary>
internal interface IContainerEngine
{
    Task<EngineProbe> ProbeAsync(CancellationToken cancellationToken);
}
