using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Lifecycle;

namespace Aspire.Hosting.Tests;

public class DistributedApplicationBuilderTests
{
    [Theory]
    [InlineData("box", "box")]
    [InlineData("box", "BOX")]
    public void A_name_is_given_only_once(string first, string second)
    {
        var builder = Model.ToRun();
        builder.AddContainer(first, "image");

        var refused = Assert.Throws<DistributedApplicationException>(() => builder.AddContainer(second, "image"));

        Assert.Equal($"Cannot add resource of type 'Aspire.Hosting.ApplicationModel.ContainerResource' with name '{second}' because resource of type 'Aspire.Hosting.ApplicationModel.ContainerResource' with that name already exists. Resource names are case-insensitive.", refused.Message);
    }

    [Fact]
    public void Building_finds_names_that_came_in_by_the_back_door()
    {
        var builder = Model.ToRun();
        builder.Resources.Add(new ContainerResource("box"));
        builder.Resources.Add(new ContainerResource("Box"));

        Assert.Equal("Multiple resources with the name 'box'. Resource names are case-insensitive.", Assert.Throws<DistributedApplicationException>(() => builder.Build()).Message);
    }

    [Fact]
    public void A_resource_is_found_by_name_and_type()
    {
        var builder = Model.ToRun();
        var box = builder.AddContainer("box", "image");

        Assert.Same(box.Resource, builder.CreateResourceBuilder<ContainerResource>("BOX").Resource);
        Assert.Equal("Resource 'other' was not found.", Assert.Throws<InvalidOperationException>(() => builder.CreateResourceBuilder<ContainerResource>("other")).Message);
        Assert.Throws<InvalidOperationException>(() => builder.CreateResourceBuilder<ProjectResource>("box"));
    }

    [Fact]
    public void The_model_of_the_application_is_what_was_declared()
    {
        var builder = Model.ToRun();
        var box = builder.AddContainer("box", "image");
        using var app = builder.Build();

        Assert.Equal([box.Resource], app.Services.GetRequiredService<DistributedApplicationModel>().Resources);
        Assert.Same(builder.Eventing, app.Services.GetRequiredService<IDistributedApplicationEventing>());
        Assert.Same(app.Services, builder.ExecutionContext.ServiceProvider);
        Assert.NotNull(app.ResourceNotifications);
        Assert.NotNull(app.ResourceCommands);
    }

    [Fact]
    public void The_hash_of_the_AppHost_is_of_its_path_when_running_and_of_its_name_when_publishing()
    {
        var run = Model.ToRun();
        var publish = Model.ToPublish();

        Assert.Equal(Hash(run.AppHostPath.ToLowerInvariant()), run.Configuration["AppHost:Sha256"]);
        Assert.Equal(Hash(publish.Environment.ApplicationName), publish.Configuration["AppHost:Sha256"]);
        Assert.Equal(run.AppHostDirectory, run.Configuration["AppHost:Directory"]);

        static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData(true, WaitBehavior.StopOnResourceUnavailable)]
    [InlineData(false, WaitBehavior.WaitOnResourceUnavailable)]
    public void Waiting_goes_on_only_where_someone_can_look(bool disableDashboard, WaitBehavior expected)
    {
        using var app = new DistributedApplicationBuilder(new DistributedApplicationOptions { DisableDashboard = disableDashboard }).Build();
        Assert.Equal(expected, app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior);
    }

    [Fact]
    public void Services_are_not_there_before_the_application_is_built()
        => Assert.Throws<InvalidOperationException>(() => Model.ToRun().ExecutionContext.ServiceProvider);

    [Fact]
    public async Task Hooks_and_events_come_before_anything_starts_and_only_once()
    {
        using var folder = new TestFolder();
        var calls = new List<string>();
        var builder = Model.ToPublish("--output-path", folder.Path);
        builder.Eventing.Subscribe<BeforePublishEvent>((_, _) => Note("before publish"));
        builder.Eventing.Subscribe<AfterPublishEvent>((_, _) => Note("after publish"));
        builder.Eventing.Subscribe<BeforeStartEvent>((_, _) => Note("before start"));
        builder.Services.AddLifecycleHook(_ => new Hook(() => Note("hook")));
        await using var app = builder.Build();

        await app.RunAsync().WaitAsync(Model.Patience);

        Assert.Equal(["before start", "hook", "before publish", "after publish"], calls);

        Task Note(string call)
        {
            calls.Add(call);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void A_hook_is_added_only_once_by_TryAdd()
    {
        var services = new ServiceCollection();
        services.TryAddLifecycleHook<NoHook>();
        services.TryAddLifecycleHook<NoHook>();
        Assert.Single(services);
        services.AddLifecycleHook<NoHook>();
        Assert.Equal(2, services.Count);
    }

    private sealed class Hook(Func<Task> before) : IDistributedApplicationLifecycleHook
    {
        public Task BeforeStartAsync(DistributedApplicationModel appModel, CancellationToken cancellationToken = default) => before();
    }

    private sealed class NoHook : IDistributedApplicationLifecycleHook;
}
