using System.Net.Sockets;

namespace Aspire.Hosting.Tests.ApplicationModel.References;

public class ExpressionResolverTests
{
    [Theory]
    [InlineData(false, false, "http://localhost:12345")]
    [InlineData(false, true, "http://localhost:12345")]
    [InlineData(true, false, "http://host.docker.internal:12345")]
    [InlineData(true, true, "http://target:8080")]
    public async Task A_url_is_as_the_consumer_sees_it(bool consumerIsContainer, bool targetIsContainer, string expected)
        => Assert.Equal(expected, await Resolve(Endpoint(targetIsContainer), consumerIsContainer));

    [Theory]
    [InlineData(EndpointProperty.Host, "target")]
    [InlineData(EndpointProperty.IPV4Host, "target")]
    [InlineData(EndpointProperty.Port, "8080")]
    [InlineData(EndpointProperty.TargetPort, "8080")]
    [InlineData(EndpointProperty.Scheme, "http")]
    [InlineData(EndpointProperty.HostAndPort, "target:8080")]
    public async Task Between_containers_every_part_is_of_the_network_inside(EndpointProperty part, string expected)
        => Assert.Equal(expected, await Resolve(Endpoint(targetIsContainer: true).Property(part), consumerIsContainer: true));

    [Theory]
    [InlineData(EndpointProperty.Host, "host.docker.internal")]
    [InlineData(EndpointProperty.Port, "12345")]
    [InlineData(EndpointProperty.HostAndPort, "host.docker.internal:12345")]
    public async Task From_a_container_to_a_process_the_host_has_another_name(EndpointProperty part, string expected)
        => Assert.Equal(expected, await Resolve(Endpoint(targetIsContainer: false).Property(part), consumerIsContainer: true));

    [Theory]
    [InlineData("http://localhost:18889", "http://host.docker.internal:18889")]
    [InlineData("http://127.0.0.1:18889/x", "http://host.docker.internal:18889/x")]
    [InlineData("http://[::1]:18889", "http://host.docker.internal:18889")]
    [InlineData("http://example.org:1", "http://example.org:1")]
    public async Task A_url_of_the_host_is_rewritten_for_containers_only(string url, string inContainer)
    {
        Assert.Equal(inContainer, await Resolve(new HostUrl(url), consumerIsContainer: true));
        Assert.Equal(url, await Resolve(new HostUrl(url), consumerIsContainer: false));
    }

    [Fact]
    public async Task Nested_expressions_and_connection_strings_follow_the_same_rules()
    {
        var endpoint = Endpoint(targetIsContainer: true);
        var resource = new Connected("db", ReferenceExpression.Create($"Host={endpoint.Property(EndpointProperty.Host)};{ReferenceExpression.Create($"Port={endpoint.Property(EndpointProperty.Port)}")}"));

        Assert.Equal("Host=target;Port=8080", await Resolve(new ConnectionStringReference(resource, optional: false), consumerIsContainer: true));
        Assert.Equal("Host=localhost;Port=12345", await Resolve(new ConnectionStringReference(resource, optional: false), consumerIsContainer: false));
    }

    [Fact]
    public async Task A_text_with_a_secret_in_it_is_secret()
    {
        var secret = Model.ToRun().AddParameter("password", "hush", secret: true);
        var expression = ReferenceExpression.Create($"Password={secret}");

        var resolved = await ExpressionResolver.ResolveAsync(false, expression, "host.docker.internal", CancellationToken.None);

        Assert.Equal("Password=hush", resolved.Value);
        Assert.True(resolved.IsSensitive);
    }

    [Fact]
    public async Task A_connection_string_that_is_needed_and_empty_is_an_error()
    {
        var resource = new Connected("db", ReferenceExpression.Create($""));

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => Resolve(new ConnectionStringReference(resource, optional: false), false));
        Assert.Equal("The connection string for the resource 'db' is not available.", refused.Message);
        Assert.Null(await Resolve(new ConnectionStringReference(resource, optional: true), false));
    }

    private static async Task<string?> Resolve(IValueProvider value, bool consumerIsContainer)
        => (await ExpressionResolver.ResolveAsync(consumerIsContainer, value, "host.docker.internal", CancellationToken.None)).Value;

    private static EndpointReference Endpoint(bool targetIsContainer)
    {
        var target = new Listening("target");
        if (targetIsContainer)
        {
            target.Annotations.Add(new ContainerImageAnnotation { Image = "image" });
        }

        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, "http", targetPort: 8080);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 12345);
        target.Annotations.Add(endpoint);
        return new EndpointReference(target, endpoint);
    }

    private sealed class Listening(string name) : Resource(name), IResourceWithEndpoints;

    private sealed class Connected(string name, ReferenceExpression expression) : Resource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => expression;
    }
}
