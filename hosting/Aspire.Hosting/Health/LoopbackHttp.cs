using System.Net.Security;

namespace Aspire.Hosting.Health;

/// <summary>HTTP clients for the machine's own services.</summary>
internal static class LoopbackHttp
{
    /// <summary>A handler that no proxy gets between, and that accepts a development certificate of this machine.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = true,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        SslOptions = new SslClientAuthenticationOptions
        {
            // Whoever could answer on this machine's loopback in place of the service could also replace its files.
            RemoteCertificateValidationCallback = (sender, _, _, errors) => errors == SslPolicyErrors.None || sender is SslStream { TargetHostName: var host } && IsLoopback(host),
        },
    };

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address);
}
