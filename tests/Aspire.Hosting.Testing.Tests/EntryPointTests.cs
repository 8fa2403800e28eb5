using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using AppHost = Projects.Aspire_Hosting_Testing_AppHost;

namespace Aspire.Hosting.Testing.Tests;

public sealed class EntryPointTests
{
    [Fact]
    public async Task A_test_talks_to_a_service_of_an_AppHost()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        await using var app = await builder.BuildAsync().InTime();
        await app.StartAsync().InTime();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").InTime();

        using var client = app.CreateHttpClient("service");

        Assert.Equal("hello", await client.GetStringAsync(new Uri("/", UriKind.Relative)).InTime());
        Assert.Equal(client.BaseAddress, app.GetEndpoint("service", "http"));
        Assert.Equal("tcp", app.GetEndpoint("worker", "inbox").Scheme);
    }

    [Fact]
    public async Task Fixed_ports_are_not_asked_for()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        await using var app = await builder.BuildAsync().InTime();
        await app.StartAsync().InTime();

        Assert.NotEqual(43117, app.GetEndpoint("SERVICE").Port);
    }

    [Fact]
    public async Task Connection_strings_are_to_be_had()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        await using var app = await builder.BuildAsync().InTime();
        await app.StartAsync().InTime();

        Assert.Equal("Say=from the AppHost", await app.GetConnectionStringAsync("words"));
        Assert.Equal("testconnection", await app.GetConnectionStringAsync("configured"));
        var none = await Assert.ThrowsAsync<ArgumentException>(async () => await app.GetConnectionStringAsync("service"));
        Assert.Contains("Resource 'service' does not expose a connection string.", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_test_changes_before_it_builds_is_in_effect()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        var service = builder.CreateResourceBuilder((ProjectResource)builder.Resources.Single(r => r.Name == "service"));
        service.WithEnvironment("FROM_THE_TEST", "yes");

        await using var app = await builder.BuildAsync().InTime();
        await app.StartAsync().InTime();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service").InTime();

        using var client = app.CreateHttpClient("service");
        Assert.Equal("yes", await client.GetStringAsync(new Uri("/env/FROM_THE_TEST", UriKind.Relative)).InTime());
        Assert.Equal("Say=from the AppHost", await client.GetStringAsync(new Uri("/env/ConnectionStrings__words", UriKind.Relative)).InTime());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arguments_reach_the_AppHost(bool directly)
    {
        string[] args = ["APP_HOST_ARG=42"];
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>(directly ? args : [], (_, settings) => settings.Args = directly ? settings.Args : args).InTime();

        Assert.Equal("42", builder.Configuration["APP_HOST_ARG"]);
    }

    [Theory]
    [InlineData(new string[0], "https")]
    [InlineData(new[] { "DOTNET_LAUNCH_PROFILE=http" }, "http")]
    [InlineData(new[] { "--DOTNET_LAUNCH_PROFILE", "https" }, "https")]
    public async Task The_first_launch_profile_is_taken_unless_another_is_named(string[] args, string profile)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>(args).InTime();

        Assert.Equal(profile, builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal($"it-is-{profile}", builder.Configuration["APP_HOST_PROFILE"]);
        Assert.Equal(profile == "https" ? "deep" : null, builder.Configuration["Deep:Key"]);
    }

    [Fact]
    public async Task The_content_root_is_the_project_of_the_AppHost()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();

        Assert.Equal(AppHost.ProjectPath, builder.Environment.ContentRootPath);
        Assert.Equal(AppHost.ProjectPath, builder.AppHostDirectory);
        Assert.Equal(typeof(AppHost).Assembly, builder.AppHostAssembly);
        Assert.True(builder.Environment.IsDevelopment());
    }

    [Fact]
    public async Task A_test_may_choose_other_options()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>([], (options, settings) =>
        {
            settings.EnvironmentName = "Staging";
            options.ContainerRegistryOverride = "registry.example.org";
        }).InTime();

        Assert.Equal("Staging", builder.Environment.EnvironmentName);
    }

    [Fact]
    public async Task An_endpoint_has_no_address_before_the_start()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        await using var app = await builder.BuildAsync().InTime();

        Assert.Throws<InvalidOperationException>(() => app.CreateHttpClient("service"));
        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("service"));
    }

    [Fact]
    public async Task An_unknown_resource_or_endpoint_is_named_with_those_that_exist()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        await using var app = await builder.BuildAsync().InTime();
        await app.StartAsync().InTime();

        var resource = Assert.Throws<ArgumentException>(() => app.GetEndpoint("servce"));
        Assert.StartsWith("Resource 'servce' not found. There are 'setting', 'words', 'configured', 'service', 'worker'.", resource.Message, StringComparison.Ordinal);
        var endpoint = Assert.Throws<ArgumentException>(() => app.GetEndpoint("worker"));
        Assert.StartsWith("Endpoint 'http' or 'https' for resource 'worker' not found. It has 'inbox'.", endpoint.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("setting"));
    }

    [Fact]
    public async Task The_logs_of_resources_are_in_the_log_of_the_host()
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        builder.Services.AddLogging(logging => logging.AddProvider(new CategoryListener("Aspire.Hosting.Testing.AppHost.Resources.service", text => text.Contains(" listening ", StringComparison.Ordinal), seen)));

        await using var app = await builder.BuildAsync().InTime();
        await app.StartAsync().InTime();

        Assert.Matches(@"^\d+: \d{4}-\d\d-\d\dT.* listening \d+ \d+$", await seen.Task.InTime());
    }

    [Fact]
    public async Task The_end_of_the_builder_ends_the_processes()
    {
        int pid;
        await using (var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime())
        {
            var app = await builder.BuildAsync().InTime();
            await app.StartAsync().InTime();
            await app.ResourceNotifications.WaitForResourceHealthyAsync("service").InTime();
            using var client = app.CreateHttpClient("service");
            pid = int.Parse(await client.GetStringAsync(new Uri("/pid", UriKind.Relative)).InTime(), System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(pid));
    }

    [Fact]
    public async Task A_builder_that_never_builds_can_be_left()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();

        await builder.DisposeAsync().AsTask().InTime();
    }

    [Fact]
    public async Task An_application_that_never_starts_can_be_left()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
        var app = await builder.BuildAsync().InTime();

        await app.DisposeAsync().AsTask().InTime();
        await builder.DisposeAsync().AsTask().InTime();
    }

    [Fact]
    public async Task Several_AppHosts_run_side_by_side()
    {
        async Task<Uri> OneAsync()
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<AppHost>().InTime();
            await using var app = await builder.BuildAsync().InTime();
            await app.StartAsync().InTime();
            await app.ResourceNotifications.WaitForResourceHealthyAsync("service").InTime();
            return app.GetEndpoint("service");
        }

        var addresses = await Task.WhenAll(OneAsync(), OneAsync()).InTime();
        Assert.All(addresses, address => Assert.Equal("localhost", address.Host));
    }

    [Fact]
    public async Task An_assembly_without_an_entry_point_is_refused()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => DistributedApplicationTestingBuilder.CreateAsync(typeof(ConsoleLoggerExtensions)));

        Assert.Contains("does not have an entry point", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_AppHost_throws_reaches_the_test()
    {
        var beforeBuild = await Assert.ThrowsAsync<InvalidOperationException>(() => DistributedApplicationTestingBuilder.CreateAsync<AppHost>(["--crash-before-build=true"]).InTime());
        Assert.Equal("Asked to crash before-build.", beforeBuild.Message);
    }

    private sealed class CategoryListener(string category, Func<string, bool> isWanted, TaskCompletionSource<string> seen) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => categoryName == category ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) is var text && isWanted(text))
            {
                seen.TrySetResult(text);
            }
        }

        public void Dispose()
        {
        }
    }
}
