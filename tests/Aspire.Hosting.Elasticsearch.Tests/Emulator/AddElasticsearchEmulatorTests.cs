using System.Diagnostics;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Elasticsearch.Tests.Emulator;

public sealed class AddElasticsearchEmulatorTests
{
    [Fact]
    public void It_has_one_http_endpoint_with_the_port_asked_for()
    {
        var emulator = Builder().AddElasticsearchEmulator("search", port: 19200);

        var endpoint = Assert.Single(emulator.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", "http", 19200, ProtocolType.Tcp), (endpoint.Name, endpoint.UriScheme, endpoint.Port, endpoint.Protocol));
    }

    [Fact]
    public void The_connection_string_is_the_address_of_its_endpoint()
    {
        var emulator = Builder().AddElasticsearchEmulator("search");

        Assert.Equal("http://{search.bindings.http.host}:{search.bindings.http.port}", emulator.Resource.ConnectionStringExpression.ValueExpression);
    }

    [Fact]
    public async Task It_is_started_with_the_program_that_lies_beside_the_assembly()
    {
        var emulator = Builder().AddElasticsearchEmulator("search");

        var arguments = await ArgumentsAsync(emulator.Resource);

        Assert.Equal("dotnet", emulator.Resource.Command);
        Assert.True(File.Exists(Assert.IsType<string>(arguments[0])), $"{arguments[0]} does not exist");
        Assert.Equal("--urls", arguments[1]);
        Assert.Equal("http://127.0.0.1:{search.bindings.http.targetPort}", Assert.IsType<ReferenceExpression>(arguments[2]).ValueExpression);
    }

    [Fact]
    public async Task Two_runs_of_one_AppHost_use_the_same_data_directory_and_two_resources_do_not()
    {
        var first = await DataAsync(Builder().AddElasticsearchEmulator("search"));
        var again = await DataAsync(Builder().AddElasticsearchEmulator("search"));
        var other = await DataAsync(Builder().AddElasticsearchEmulator("other"));

        Assert.NotNull(first);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("AppHost:Isolated")]
    [InlineData("DcpPublisher:RandomizePorts")]
    public async Task An_isolated_run_keeps_its_data_to_itself(string key)
    {
        var builder = Builder();
        builder.Configuration[key] = "true";

        Assert.Null(await DataAsync(builder.AddElasticsearchEmulator("search")));
    }

    [Fact]
    public async Task A_relative_data_directory_is_relative_to_the_AppHost()
    {
        var builder = Builder();

        var data = await DataAsync(builder.AddElasticsearchEmulator("search").WithDataDirectory("data/search"));

        Assert.Equal(Path.GetFullPath("data/search", builder.AppHostDirectory), data);
    }

    [Fact]
    public void It_takes_no_part_in_publishing()
    {
        var emulator = Builder().AddElasticsearchEmulator("search");

        Assert.Contains(ManifestPublishingCallbackAnnotation.Ignore, emulator.Resource.Annotations);
    }

    [Fact]
    public void It_counts_as_ready_only_when_it_says_so()
    {
        var emulator = Builder().AddElasticsearchEmulator("search");

        Assert.Single(emulator.Resource.Annotations.OfType<HealthCheckAnnotation>());
    }

    [Fact]
    public async Task The_program_that_was_carried_along_runs()
    {
        var emulator = Builder().AddElasticsearchEmulator("search");
        var program = (string)(await ArgumentsAsync(emulator.Resource))[0];
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
            var address = line!.Split(' ')[^1];
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            Assert.Contains("emulator", await http.GetStringAsync(address, deadline.Token), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    static IDistributedApplicationBuilder Builder() => DistributedApplication.CreateBuilder([]);

    static async Task<IList<object>> ArgumentsAsync(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.Args;
    }

    static async Task<string?> DataAsync(IResourceBuilder<ElasticsearchEmulatorResource> emulator)
    {
        var arguments = await ArgumentsAsync(emulator.Resource);
        var at = arguments.IndexOf("--data");
        return at < 0 ? null : (string)arguments[at + 1];
    }
}
