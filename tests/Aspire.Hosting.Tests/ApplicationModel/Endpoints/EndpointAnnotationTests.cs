using System.Net.Sockets;

namespace Aspire.Hosting.Tests.ApplicationModel.Endpoints;

public class EndpointAnnotationTests
{
    [Theory]
    [InlineData(ProtocolType.Tcp, null, "tcp", "tcp", "tcp")]
    [InlineData(ProtocolType.Udp, null, "udp", "udp", "udp")]
    [InlineData(ProtocolType.Tcp, "http", "http", "http", "http")]
    [InlineData(ProtocolType.Tcp, "https", "https", "https", "http")]
    [InlineData(ProtocolType.Tcp, "redis", "redis", "redis", "tcp")]
    public void What_is_not_said_follows_from_the_rest(ProtocolType protocol, string? scheme, string expectedScheme, string expectedName, string expectedTransport)
    {
        var endpoint = new EndpointAnnotation(protocol, scheme);

        Assert.Equal(expectedScheme, endpoint.UriScheme);
        Assert.Equal(expectedName, endpoint.Name);
        Assert.Equal(expectedTransport, endpoint.Transport);
        Assert.Equal("localhost", endpoint.TargetHost);
        Assert.True(endpoint.IsProxied);
        Assert.False(endpoint.IsExternal);
    }

    [Theory]
    [InlineData(8080, null, true, 8080, null)]
    [InlineData(null, 8080, true, null, 8080)]
    [InlineData(8080, null, false, 8080, 8080)]
    [InlineData(null, 8080, false, 8080, 8080)]
    [InlineData(80, 8080, false, 80, 8080)]
    public void Without_a_proxy_one_port_serves_for_both(int? port, int? targetPort, bool isProxied, int? expectedPort, int? expectedTargetPort)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, port: port, targetPort: targetPort, isProxied: isProxied);

        Assert.Equal(expectedPort, endpoint.Port);
        Assert.Equal(expectedTargetPort, endpoint.TargetPort);
    }

    [Fact]
    public void A_port_that_was_cleared_stays_clear()
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, targetPort: 8080, isProxied: false) { Port = null };

        Assert.Null(endpoint.Port);
        Assert.Equal(8080, endpoint.TargetPort);
    }

    [Fact]
    public void An_allocated_endpoint_speaks_urls()
    {
        var allocated = new AllocatedEndpoint(new EndpointAnnotation(ProtocolType.Tcp, "https"), "localhost", 7001);

        Assert.Equal("localhost:7001", allocated.EndPointString);
        Assert.Equal("https://localhost:7001", allocated.UriString);
        Assert.Equal(EndpointBindingMode.SingleAddress, allocated.BindingMode);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AllocatedEndpoint(allocated.Endpoint, "localhost", 65536));
    }
}
