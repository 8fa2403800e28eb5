namespace Aspire.Hosting.Tests.ApplicationModel.Commands;

public sealed class HttpCommandTests
{
    [Fact]
    public void A_command_is_named_after_resource_endpoint_method_and_path()
    {
        var container = Model.ToRun().AddContainer("cache", "redis").WithHttpEndpoint().WithHttpEndpoint(name: "admin")
            .WithHttpCommand("/clear", "Clear")
            .WithHttpCommand("/clear", "Clear", endpointName: "admin", commandOptions: new HttpCommandOptions { Method = HttpMethod.Get });

        Assert.Equal(["cache-http-http-post-/clear", "cache-admin-http-get-/clear"], NamesOf(container.Resource));
    }

    [Fact]
    public void The_same_command_given_again_replaces_the_first()
    {
        var container = Model.ToRun().AddContainer("cache", "redis").WithHttpEndpoint().WithHttpCommand("/clear", "Clear").WithHttpCommand("/clear", "Clear it");

        Assert.Equal("Clear it", Assert.Single(container.Resource.Annotations.OfType<ResourceCommandAnnotation>()).DisplayName);
    }

    [Fact]
    public void A_command_without_an_endpoint_is_refused_where_it_is_declared()
    {
        var container = Model.ToRun().AddContainer("cache", "redis").WithEndpoint(name: "tcp");

        var none = Assert.Throws<DistributedApplicationException>(() => container.WithHttpCommand("/clear", "Clear"));
        Assert.Equal("Could not create HTTP command for resource 'cache' as no endpoint was found matching one of the specified names: https, http", none.Message);
        var unknown = Assert.Throws<DistributedApplicationException>(() => container.WithHttpCommand("/clear", "Clear", endpointName: "admin"));
        Assert.Equal("Could not create HTTP command for resource 'cache' as no endpoint was found matching one of the specified names: admin", unknown.Message);
        var tcp = Assert.Throws<DistributedApplicationException>(() => container.WithHttpCommand("/clear", "Clear", () => container.GetEndpoint("tcp")));
        Assert.Equal("Could not create HTTP command for resource 'cache' as the endpoint with name 'tcp' and scheme 'tcp' is not an HTTP endpoint.", tcp.Message);
    }

    [Fact]
    public async Task A_command_brings_the_clients_it_needs()
    {
        var builder = Model.ToRun();
        builder.AddContainer("cache", "redis").WithHttpEndpoint().WithHttpCommand("/clear", "Clear");

        await using var app = builder.Build();

        Assert.NotNull(app.Services.GetService<IHttpClientFactory>());
    }

    private static IEnumerable<string> NamesOf(IResource resource) => resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name);
}
