namespace Aspire.Hosting.Proxy;

/// <summary>Where a proxy sends connections.</summary>
internal sealed record ProxyBackend(string Host, int Port);
