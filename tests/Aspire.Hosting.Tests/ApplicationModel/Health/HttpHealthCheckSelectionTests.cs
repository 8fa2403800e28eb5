namespace Aspire.Hosting.Tests.ApplicationModel.Health;

public sealed class HttpHealthCheckSelectionTests
{
    [Fact]
    public void An_endpoint_that_does_not_exist_is_named()
    {
        var container = Model.ToRun().AddContainer("cache", "redis").WithHttpEndpoint();

        var exception = Assert.Throws<DistributedApplicationException>(() => container.WithHttpHealthCheck("/health", endpointName: "admin"));
        Assert.Equal("Could not create HTTP health check for resource 'cache' as no endpoint was found matching one of the specified names: admin", exception.Message);
    }

    [Fact]
    public void An_endpoint_without_an_address_says_so_even_when_it_was_never_declared()
    {
        var endpoint = Model.ToRun().AddContainer("cache", "redis").GetEndpoint("http");

        Assert.Equal("The endpoint `http` is not allocated for the resource `cache`.", Assert.Throws<InvalidOperationException>(() => endpoint.Url).Message);
        Assert.StartsWith("The endpoint `http` is not defined for the resource `cache`.", Assert.Throws<InvalidOperationException>(() => endpoint.Scheme).Message);
    }
}
