using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing.Tests;

public sealed class AdHocBuilderTests
{
    [Fact]
    public async Task A_test_declares_its_own_model()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddProject<Dummy>("service").WithArgs("listen").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/health");

        await using var app = await builder.BuildAsync().InTime();
        await app.StartAsync().InTime();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").InTime();

        using var client = app.CreateHttpClient("service");
        Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)).InTime());
    }

    [Fact]
    public void The_defaults_are_those_of_a_test()
    {
        using var builder = DistributedApplicationTestingBuilder.Create("Some:Key=value");

        Assert.Equal("value", builder.Configuration["Some:Key"]);
        Assert.Equal("true", builder.Configuration["DcpPublisher:RandomizePorts"]);
        Assert.Equal("http://localhost:8080", builder.Configuration["ASPNETCORE_URLS"]);
        Assert.Equal(typeof(AdHocBuilderTests).Assembly, builder.AppHostAssembly);
        Assert.True(builder.Environment.IsDevelopment());
        Assert.True(builder.ExecutionContext.IsRunMode);
    }

    [Fact]
    public void A_model_can_be_declared_for_publishing()
    {
        using var builder = DistributedApplicationTestingBuilder.Create("Publishing:Publisher=manifest", "Publishing:OutputPath=./");

        Assert.True(builder.ExecutionContext.IsPublishMode);
    }

    [Fact]
    public void A_test_may_choose_other_options()
    {
        using var builder = DistributedApplicationTestingBuilder.Create([], (options, settings) =>
        {
            settings.EnvironmentName = "Staging";
            settings.Args = ["APP_HOST_ARG=42"];
            options.DisableDashboard = false;
        });

        Assert.Equal("Staging", builder.Environment.EnvironmentName);
        Assert.Equal("42", builder.Configuration["APP_HOST_ARG"]);
    }

    [Fact]
    public void A_builder_made_beside_it_is_left_alone()
    {
        using var test = DistributedApplicationTestingBuilder.Create();
        var other = DistributedApplication.CreateBuilder();

        Assert.Null(other.Configuration["DcpPublisher:RandomizePorts"]);
    }

    [Fact]
    public void The_builder_for_tests_has_what_the_real_one_has()
    {
        var missing = typeof(IDistributedApplicationBuilder).GetProperties().Select(p => p.Name).Except(typeof(IDistributedApplicationTestingBuilder).GetProperties().Select(p => p.Name));

        Assert.Empty(missing);
    }

    /// <summary>The dummy program, found through the AppHost that refers to it.</summary>
    private sealed class Dummy : IProjectMetadata
    {
        public string ProjectPath { get; } = Path.GetFullPath(Path.Combine(Projects.Aspire_Hosting_Testing_AppHost.ProjectPath, "..", "Aspire.Hosting.Dummy", "Aspire.Hosting.Dummy.csproj"));

        public LaunchSettings? LaunchSettings { get; } = new();
    }
}
