namespace Aspire.Hosting.Tests.ApplicationModel.Waiting;

public class WaitGraphTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToRun();

    [Fact]
    public void Waits_without_a_circle_are_fine()
    {
        var a = Box("a");
        var b = Box("b").WaitFor(a);
        Box("c").WaitFor(a).WaitFor(b);

        Assert.Null(WaitGraph.FindCycle(_builder.Resources));
    }

    [Fact]
    public void A_circle_is_refused_with_its_whole_path()
    {
        var a = Box("a");
        var b = Box("b").WaitFor(a);
        var c = Box("c").WaitForCompletion(b);
        a.WaitForStart(c);

        var refused = Assert.Throws<DistributedApplicationException>(() => WaitGraph.RefuseCycles(new DistributedApplicationModel(_builder.Resources)));

        Assert.Equal(
            "The resources 'a' -> 'c' -> 'b' -> 'a' wait for each other, so none of them could ever start: 'a' waits for 'c', 'c' waits for the completion of 'b', 'b' waits for 'a'. Remove one of these waits.",
            refused.Message);
    }

    [Fact]
    public void A_child_waits_with_its_parent()
    {
        var server = Box("server");
        var database = _builder.AddResource(new Inner("database", server.Resource));
        var setup = Box("setup").WaitFor(database);
        server.WaitFor(setup);

        var cycle = WaitGraph.FindCycle(_builder.Resources);

        Assert.NotNull(cycle);
        Assert.Contains(cycle, e => e.From.Name == "setup");
        Assert.Contains(cycle, e => e.From.Name == "server");
    }

    [Fact]
    public void A_parent_that_waits_for_its_child_is_a_circle()
    {
        var server = Box("server");
        var database = _builder.AddResource(new Inner("database", server.Resource));
        server.Resource.Annotations.Add(new WaitAnnotation(database.Resource, WaitType.WaitUntilHealthy));

        Assert.Equal(["'server' waits for 'database'", "'database' lives inside 'server'"], WaitGraph.FindCycle(_builder.Resources)!.Select(e => e.ToString()));
    }

    [Fact]
    public void A_connection_string_waits_for_what_it_is_made_of()
    {
        var server = Box("server").WithEndpoint(targetPort: 1, name: "tcp");
        var connection = _builder.AddConnectionString("connection", ReferenceExpression.Create($"{server.GetEndpoint("tcp")}"));
        server.WaitFor(connection);

        var cycle = WaitGraph.FindCycle(_builder.Resources);

        Assert.NotNull(cycle);
        Assert.Equal(["server", "connection"], cycle.Select(e => e.From.Name));
    }

    [Fact]
    public void Waiting_for_oneself_is_refused_where_it_is_said()
    {
        var a = Box("a");
        Assert.Equal("The 'a' resource cannot wait for itself.", Assert.Throws<DistributedApplicationException>(() => a.WaitFor(a)).Message);
        Assert.Throws<DistributedApplicationException>(() => a.WaitForCompletion(a));
        Assert.Throws<DistributedApplicationException>(() => a.WaitForStart(a));
    }

    [Fact]
    public void Waiting_for_the_own_parent_is_refused_where_it_is_said()
    {
        var server = Box("server");
        var child = _builder.AddResource(new InnerThatWaits("child", server.Resource));

        Assert.Equal("The 'child' resource cannot wait for its parent 'server'.", Assert.Throws<DistributedApplicationException>(() => child.WaitFor(server)).Message);
    }

    [Fact]
    public void A_long_chain_is_no_trouble()
    {
        var previous = Box("r0");
        for (var i = 1; i < 5000; i++)
        {
            var next = _builder.CreateResourceBuilder(new ContainerResource($"r{i}"));
            _builder.Resources.Add(next.Resource);
            next.Resource.Annotations.Add(new WaitAnnotation(previous.Resource, WaitType.WaitUntilHealthy));
            previous = next;
        }

        Assert.Null(WaitGraph.FindCycle(_builder.Resources.Reverse()));
    }

    [Fact]
    public async Task Nothing_starts_while_there_is_a_circle()
    {
        var a = Box("a");
        var b = Box("b").WaitFor(a);
        a.WaitFor(b);
        var begun = false;
        _builder.Eventing.Subscribe<BeforeResourceStartedEvent>((_, _) => { begun = true; return Task.CompletedTask; });
        await using var app = _builder.Build();

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());

        Assert.Contains("'a' -> 'b' -> 'a'", refused.Message, StringComparison.Ordinal);
        Assert.False(begun);
    }

    private IResourceBuilder<ContainerResource> Box(string name) => _builder.AddContainer(name, "image");

    private sealed class Inner(string name, ContainerResource parent) : Resource(name), IResourceWithParent<ContainerResource>
    {
        public ContainerResource Parent => parent;
    }

    private sealed class InnerThatWaits(string name, ContainerResource parent) : Resource(name), IResourceWithParent<ContainerResource>, IResourceWithWaitSupport
    {
        public ContainerResource Parent => parent;
    }
}
