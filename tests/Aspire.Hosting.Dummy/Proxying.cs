using System.Net;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Dummy;

/// <summary>The proxy alone, for measurements: dummy proxy PORT BACKENDPORT...</summary>
internal static class Proxying
{
    public static async Task<int> RunAsync(int port, string[] backends)
    {
        await using var proxy = TcpProxy.Listen([new IPEndPoint(IPAddress.Loopback, port)], new ProxyOptions());
        proxy.SetBackends([.. backends.Select(backend => new ProxyBackend("127.0.0.1", int.Parse(backend, System.Globalization.CultureInfo.InvariantCulture)))]);
        Console.WriteLine($"listening {proxy.Port} {Environment.ProcessId}");
        return Waiting.ForEver(obeys: true);
    }
}
