namespace Aspire.Hosting.Tests.Eventing;

public class DistributedApplicationEventingTests
{
    private readonly DistributedApplicationEventing _eventing = new();
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Subscribers_are_called_in_the_order_they_came()
    {
        _eventing.Subscribe<Happened>((_, _) => Note("first"));
        _eventing.Subscribe<Happened>((_, _) => Note("second"));

        await _eventing.PublishAsync(new Happened());

        Assert.Equal(["first", "second"], _calls);
    }

    [Fact]
    public async Task Whoever_unsubscribes_hears_no_more()
    {
        var subscription = _eventing.Subscribe<Happened>((_, _) => Note("gone"));
        _eventing.Subscribe<Happened>((_, _) => Note("still here"));
        _eventing.Unsubscribe(subscription);

        await _eventing.PublishAsync(new Happened());

        Assert.Equal(["still here"], _calls);
    }

    [Fact]
    public async Task A_subscriber_of_one_resource_hears_nothing_of_another()
    {
        var mine = new Thing("mine");
        var other = new Thing("other");
        _eventing.Subscribe<HappenedTo>(mine, (e, _) => Note($"mine {e.Resource.Name}"));
        _eventing.Subscribe<HappenedTo>((e, _) => Note($"any {e.Resource.Name}"));

        await _eventing.PublishAsync(new HappenedTo(other));
        await _eventing.PublishAsync(new HappenedTo(mine));

        Assert.Equal(["any other", "mine mine", "any mine"], _calls);
    }

    [Fact]
    public async Task An_event_nobody_waits_for_is_no_error() => await _eventing.PublishAsync(new Happened());

    [Fact]
    public async Task A_failing_subscriber_fails_the_publisher_that_waits()
    {
        _eventing.Subscribe<Happened>((_, _) => throw new InvalidOperationException("no"));
        _eventing.Subscribe<Happened>((_, _) => Note("never"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => _eventing.PublishAsync(new Happened()));
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task Concurrent_subscribers_do_not_wait_for_each_other()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        _eventing.Subscribe<Happened>(async (_, _) => { first.SetResult(); await second.Task; });
        _eventing.Subscribe<Happened>(async (_, _) => { second.SetResult(); await first.Task; });

        await _eventing.PublishAsync(new Happened(), EventDispatchBehavior.BlockingConcurrent).WaitAsync(Model.Patience);
    }

    [Theory]
    [InlineData(EventDispatchBehavior.NonBlockingConcurrent)]
    [InlineData(EventDispatchBehavior.NonBlockingSequential)]
    public async Task A_publisher_that_does_not_block_goes_on_at_once(EventDispatchBehavior behavior)
    {
        var go = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        _eventing.Subscribe<Happened>(async (_, _) => { await go.Task; done.SetResult(); });

        await _eventing.PublishAsync(new Happened(), behavior).WaitAsync(Model.Patience);
        Assert.False(done.Task.IsCompleted);

        go.SetResult();
        await done.Task.WaitAsync(Model.Patience);
    }

    [Fact]
    public async Task The_builder_style_hands_over_the_typed_resource()
    {
        var builder = Model.ToRun();
        var container = builder.AddContainer("box", "image");
        container.OnBeforeResourceStarted((resource, @event, _) =>
        {
            Assert.Same(container.Resource, resource);
            Assert.Same(resource, @event.Resource);
            return Note("before");
        });
        container.OnResourceReady((_, _, _) => Note("ready"));
        using var app = builder.Build();

        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(container.Resource, app.Services));
        await builder.Eventing.PublishAsync(new ResourceReadyEvent(container.Resource, app.Services));

        Assert.Equal(["before", "ready"], _calls);
    }

    private Task Note(string call)
    {
        _calls.Add(call);
        return Task.CompletedTask;
    }

    private sealed record Happened : IDistributedApplicationEvent;

    private sealed record HappenedTo(IResource Resource) : IDistributedApplicationResourceEvent;

    private sealed class Thing(string name) : Resource(name);
}
