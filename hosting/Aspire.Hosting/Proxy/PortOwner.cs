namespace Aspire.Hosting.Proxy;

/// <summary>The process that listens on a port.</summary>
internal sealed record PortOwner(int ProcessId, string Name);
