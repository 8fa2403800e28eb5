using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Tests.Orchestration;

public sealed class RefusedProjectTests : IAsyncDisposable
{
    private readonly TestApplication _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_project_that_cannot_be_started_is_announced_all_the_same_and_fails_with_the_reason()
    {
        var links = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var project = _app.Builder.AddProject<Nowhere>("web", launchProfileName: null).WithHttpEndpoint(name: "page").WithUrl("https://example.org", "Docs");
        _app.Builder.Eventing.Subscribe<BeforeResourceStartedEvent>(project.Resource, (started, _) =>
        {
            links.TrySetResult([.. started.Resource.Annotations.OfType<ResourceUrlAnnotation>().Select(url => url.DisplayText ?? url.Endpoint!.EndpointName)]);
            return Task.CompletedTask;
        });

        await _app.StartAsync();

        Assert.Equal(["page", "Docs"], await links.Task.WaitAsync(TestApplication.Deadline));
        var failed = await _app.UntilAsync("web", "FailedToStart");
        Assert.Contains("/nowhere/Web.csproj", (string)TestApplication.Property(failed.Snapshot, "resource.stateReason")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_would_have_to_wait_first_fails_at_once()
    {
        var held = _app.Builder.AddExecutable("held", "held", ".").WithExplicitStart();
        _app.Builder.AddProject<Nowhere>("web").WaitFor(held);

        await _app.StartAsync();

        await _app.UntilAsync("web", "FailedToStart");
    }

    [Fact]
    public async Task A_handler_that_fails_does_not_hide_the_reason()
    {
        var project = _app.Builder.AddProject<Nowhere>("web").OnBeforeResourceStarted((_, _, _) => throw new InvalidOperationException("A mistake."));

        await _app.StartAsync();

        var failed = await _app.UntilAsync(project.Resource.Name, "FailedToStart");
        Assert.Contains("/nowhere/Web.csproj", (string)TestApplication.Property(failed.Snapshot, "resource.stateReason")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path", "http", "/swagger")]
    [InlineData("whole", "http", "http://shop.localhost:15031/home")]
    [InlineData("whole", "https", "")]
    public async Task The_page_that_the_launch_profile_opens_is_what_is_linked(string profile, string endpoint, string end)
    {
        var project = _app.Builder.AddProject<Nowhere>("web", launchProfileName: profile);

        await _app.StartAsync();
        await _app.UntilAsync("web", "FailedToStart");

        var url = project.Resource.Annotations.OfType<ResourceUrlAnnotation>().Single(u => u.Endpoint?.EndpointName == endpoint).Url;
        Assert.EndsWith(end.Length > 0 ? end : $":{project.GetEndpoint(endpoint).Port}", url, StringComparison.Ordinal);
    }

    private sealed class Nowhere : IProjectMetadata
    {
        public string ProjectPath => "/nowhere/Web.csproj";

        public LaunchSettings LaunchSettings { get; } = new()
        {
            Profiles =
            {
                ["path"] = new() { CommandName = "Project", ApplicationUrl = "http://localhost:15031", LaunchUrl = "swagger" },
                ["whole"] = new() { CommandName = "Project", ApplicationUrl = "https://localhost:15030;http://localhost:15031", LaunchUrl = "http://shop.localhost:15031/home" },
            },
        };
    }
}
