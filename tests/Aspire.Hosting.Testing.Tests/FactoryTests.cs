using Microsoft.Extensions.Hosting;
using AppHost = Projects.Aspire_Hosting_Testing_AppHost;

namespace Aspire.Hosting.Testing.Tests;

public sealed class FactoryTests
{
    [Fact]
    public async Task A_factory_starts_an_AppHost()
    {
        await using var factory = new DistributedApplicationFactory(typeof(AppHost));
        await factory.StartAsync().InTime();

        using var client = factory.CreateHttpClient("service", "http");
        Assert.Equal(client.BaseAddress, factory.GetEndpoint("service"));
        Assert.Equal("testconnection", await factory.GetConnectionString("configured"));
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)).InTime());
    }

    [Fact]
    public async Task A_factory_of_ones_own_is_called_at_every_stage()
    {
        await using var factory = new Recording();
        await factory.StartAsync().InTime();

        Assert.Equal(["creating https", "created 0", "building 5", "built"], factory.Calls);
    }

    [Theory]
    [InlineData("before-build")]
    [InlineData("after-build")]
    public async Task A_crash_before_the_start_is_what_the_start_throws(string stage)
    {
        await using var factory = new DistributedApplicationFactory(typeof(AppHost), [$"--crash-{stage}=true"]);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => factory.StartAsync().InTime());

        Assert.Equal($"Asked to crash {stage}.", exception.Message);
    }

    [Theory]
    [InlineData("after-start")]
    [InlineData("after-shutdown")]
    public async Task A_crash_after_the_start_does_not_disturb_the_end(string stage)
    {
        var factory = new DistributedApplicationFactory(typeof(AppHost), [$"--crash-{stage}=true"]);
        await factory.StartAsync().InTime();

        await factory.DisposeAsync().AsTask().InTime();
    }

    [Fact]
    public void Nothing_is_known_before_the_start()
    {
        using var factory = new DistributedApplicationFactory(typeof(AppHost));

        Assert.Throws<InvalidOperationException>(() => factory.CreateHttpClient("service"));
        Assert.Throws<InvalidOperationException>(() => factory.GetEndpoint("service"));
    }

    [Theory]
    [InlineData(null, "Array params contains null item: [arg, , arg2] (Parameter 'args')")]
    [InlineData("", "Array params contains empty item: [arg, , arg2] (Parameter 'args')")]
    public void An_empty_argument_is_refused(string? argument, string message)
    {
        string[] args = ["arg", argument!, "arg2"];

        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => new DistributedApplicationFactory(typeof(AppHost), args)).Message);
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => DistributedApplicationTestingBuilder.Create(args)).Message);
    }

    private sealed class Recording() : DistributedApplicationFactory(typeof(AppHost))
    {
        private string _profile = "";

        public List<string> Calls { get; } = [];

        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions) => _profile = "https";

        protected override void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
        {
            Calls.Add($"creating {(applicationBuilder.Configuration["DOTNET_LAUNCH_PROFILE"] == _profile ? _profile : "too late")}");
            Calls.Add($"created {applicationBuilder.Resources.Count}");
        }

        protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder) => Calls.Add($"building {applicationBuilder.Resources.Count}");

        protected override void OnBuilt(DistributedApplication application) => Calls.Add("built");
    }
}
