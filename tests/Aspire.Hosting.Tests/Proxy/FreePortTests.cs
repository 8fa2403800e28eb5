using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Tests.Proxy;

public sealed class FreePortTests
{
    [Fact]
    public void No_port_is_handed_out_twice()
    {
        var ports = Enumerable.Range(0, 200).AsParallel().Select(_ => FreePort.Next()).ToArray();
        Assert.Equal(ports.Length, ports.Distinct().Count());
    }

    [Fact]
    public void A_port_that_somebody_listens_on_is_not_free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.False(FreePort.IsFree(port, IPAddress.Loopback));
        listener.Stop();
        Assert.True(FreePort.IsFree(port, IPAddress.Loopback));
    }
}
