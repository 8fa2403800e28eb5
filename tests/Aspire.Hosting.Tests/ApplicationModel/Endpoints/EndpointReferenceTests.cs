using System.Net.Sockets;

namespace Aspire.Hosting.Tests.ApplicationModel.Endpoints;

public class EndpointReferenceTests
{
    private readonly Listening _resource = new("api");

    [Theory]
    [InlineData(EndpointProperty.Url, "{api.bindings.http.url}")]
    [InlineData(EndpointProperty.Host, "{api.bindings.http.host}")]
    [InlineData(EndpointProperty.IPV4Host, "{api.bindings.http.host}")]
    [InlineData(EndpointProperty.Port, "{api.bindings.http.port}")]
    [InlineData(EndpointProperty.Scheme, "{api.bindings.http.scheme}")]
    [InlineData(EndpointProperty.TargetPort, "{api.bindings.http.targetPort}")]
    [InlineData(EndpointProperty.HostAndPort, "{api.bindings.http.host}:{api.bindings.http.port}")]
    public void Every_part_has_an_expression_even_before_the_endpoint_is_declared(EndpointProperty part, string expected)
        => Assert.Equal(expected, new EndpointReference(_resource, "http").Property(part).ValueExpression);

    [Theory]
    [InlineData(EndpointProperty.Url, "http://localhost:5000")]
    [InlineData(EndpointProperty.Host, "localhost")]
    [InlineData(EndpointProperty.IPV4Host, "127.0.0.1")]
    [InlineData(EndpointProperty.Port, "5000")]
    [InlineData(EndpointProperty.Scheme, "http")]
    [InlineData(EndpointProperty.TargetPort, "8080")]
    [InlineData(EndpointProperty.HostAndPort, "localhost:5000")]
    public async Task Every_part_has_a_value_once_the_endpoint_is_allocated(EndpointProperty part, string expected)
    {
        Declare(targetPort: 8080, allocated: true);
        Assert.Equal(expected, await new EndpointReference(_resource, "HTTP").Property(part).GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_target_port_chosen_at_start_is_an_expression()
    {
        var endpoint = Declare();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5000, targetPortExpression: "{{port}}");

        Assert.Equal("{{port}}", await new EndpointReference(_resource, "http").Property(EndpointProperty.TargetPort).GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public void Without_an_address_there_is_no_url_and_the_message_says_whose()
    {
        Declare();
        var reference = new EndpointReference(_resource, "http");

        Assert.True(reference.Exists);
        Assert.False(reference.IsAllocated);
        Assert.Equal("The endpoint `http` is not allocated for the resource `api`.", Assert.Throws<InvalidOperationException>(() => reference.Url).Message);
        Assert.Equal("http", reference.Scheme);
        Assert.True(reference.IsHttp);
        Assert.False(reference.IsHttps);
    }

    [Fact]
    public void An_endpoint_that_is_not_declared_is_named_with_its_resource()
    {
        var reference = new EndpointReference(_resource, "grpc");

        Assert.False(reference.Exists);
        Assert.Equal("The endpoint `grpc` is not defined for the resource `api`.", Assert.Throws<InvalidOperationException>(() => reference.Scheme).Message);
    }

    [Fact]
    public void A_reference_made_early_finds_the_endpoint_declared_later()
    {
        var reference = _resource.GetEndpoint("http");
        Assert.False(reference.Exists);

        Declare(allocated: true);

        Assert.True(reference.IsAllocated);
        Assert.Equal("http://localhost:5000", reference.Url);
        Assert.Equal([_resource], ((IValueWithReferences)reference).References);
    }

    private EndpointAnnotation Declare(int? targetPort = null, bool allocated = false)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, "http", targetPort: targetPort);
        if (allocated)
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5000);
        }

        _resource.Annotations.Add(endpoint);
        return endpoint;
    }

    private sealed class Listening(string name) : Resource(name), IResourceWithEndpoints;
}
