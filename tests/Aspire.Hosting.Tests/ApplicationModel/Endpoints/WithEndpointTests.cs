namespace Aspire.Hosting.Tests.ApplicationModel.Endpoints;

public class WithEndpointTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToPublish();

    [Fact]
    public void Two_declarations_that_contradict_each_other_are_refused()
    {
        var box = _builder.AddContainer("box", "image").WithHttpEndpoint(port: 1000, targetPort: 80);

        var refused = Assert.Throws<DistributedApplicationException>(() => box.WithHttpEndpoint(port: 2000, targetPort: 80));

        Assert.StartsWith("Endpoint with name 'http' already exists.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_declaration_that_says_nothing_new_is_refused()
    {
        var box = _builder.AddContainer("box", "image").WithHttpEndpoint();

        Assert.Throws<DistributedApplicationException>(() => box.WithHttpEndpoint());
    }

    [Fact]
    public async Task An_endpoint_that_came_without_ports_takes_over_the_ones_given_later()
    {
        var program = _builder.AddExecutable("program", "program", ".").WithHttpEndpoint(env: "PORT")
            .WithHttpEndpoint(port: 8001, env: "PORT")
            .WithExternalHttpEndpoints();

        var endpoint = Assert.Single(program.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(8001, endpoint.Port);
        Assert.Null(endpoint.TargetPort);
        var environment = await program.Resource.GetEnvironmentVariableValuesAsync(DistributedApplicationOperation.Publish);
        Assert.Equal("{program.bindings.http.targetPort}", environment["PORT"]);
    }

    [Fact]
    public async Task A_further_variable_for_the_same_endpoint_gets_the_port_too()
    {
        var program = _builder.AddExecutable("program", "program", ".").WithHttpEndpoint(env: "PORT").WithHttpEndpoint(targetPort: 5173, env: "VITE_PORT");

        var environment = await program.Resource.GetEnvironmentVariableValuesAsync(DistributedApplicationOperation.Publish);
        Assert.Equal(environment["PORT"], environment["VITE_PORT"]);
    }
}
