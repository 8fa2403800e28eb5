using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Hosting.Tests.Notifications;

public class ResourceLoggerServiceTests
{
    private readonly Thing _resource = new("thing");
    private readonly ResourceLoggerService _service = new()
    {
        TimeProvider = new FakeTimeProvider(new DateTimeOffset(2000, 12, 29, 20, 59, 59, TimeSpan.Zero)),
    };

    [Fact]
    public async Task Lines_carry_their_time_their_number_and_whether_they_are_errors()
    {
        var logger = _service.GetLogger(_resource);
        logger.LogInformation("Hello, world!");
        logger.LogError("Oh no");

        var lines = await AllAsync(_service.GetAllAsync(_resource));

        Assert.Equal(
            [new LogLine(1, "2000-12-29T20:59:59.0000000Z Hello, world!", false), new LogLine(2, "2000-12-29T20:59:59.0000000Z Oh no", true)],
            lines);
    }

    [Fact]
    public async Task A_watcher_gets_what_was_and_what_comes_until_the_log_is_complete()
    {
        var logger = _service.GetLogger(_resource);
        logger.LogInformation("before");
        var watching = Subscribed("thing");

        var watch = AllAsync(_service.WatchAsync(_resource));
        await watching;
        logger.LogInformation("after");
        _service.Complete(_resource);

        var lines = await watch.WaitAsync(Model.Patience);
        Assert.Equal(["before", "after"], lines.Select(Text));
    }

    [Fact]
    public async Task Every_instance_of_a_replicated_resource_has_its_log_and_the_resource_has_all()
    {
        _resource.Annotations.Add(new DcpInstancesAnnotation([new DcpInstance("thing-a", "a", 0), new DcpInstance("thing-b", "b", 1)]));
        _service.GetLogger("thing-a").LogInformation("from a");
        _service.GetLogger(_resource).LogInformation("to all");
        _service.Complete(_resource);

        Assert.Equal(["from a", "to all"], (await AllAsync(_service.WatchAsync("thing-a"))).Select(Text));
        Assert.Equal(["to all"], (await AllAsync(_service.GetAllAsync("thing-b"))).Select(Text));
        Assert.Equal(["from a", "to all", "to all"], (await AllAsync(_service.WatchAsync(_resource)).WaitAsync(Model.Patience)).Select(Text).Order());
    }

    [Fact]
    public async Task The_backlog_is_bounded_and_the_gap_shows_in_the_numbers()
    {
        var log = _service.LogOf("thing");
        for (var i = 1; i <= ResourceLog.BacklogCapacity + 5; i++)
        {
            log.Add($"{i}", isError: false);
        }

        var lines = await AllAsync(_service.GetAllAsync("thing"));

        Assert.Equal(ResourceLog.BacklogCapacity, lines.Count);
        Assert.Equal(6, lines[0].LineNumber);
    }

    [Fact]
    public async Task A_cleared_backlog_starts_again_at_one()
    {
        _service.GetLogger("thing").LogInformation("old");
        _service.ClearBacklog("thing");
        _service.GetLogger("thing").LogInformation("new");

        Assert.Equal(1, Assert.Single(await AllAsync(_service.GetAllAsync("thing"))).LineNumber);
    }

    [Fact]
    public async Task Whoever_asks_is_told_when_the_first_watcher_comes_and_the_last_one_goes()
    {
        using var cancellation = new CancellationTokenSource(Model.Patience);
        await using var changes = _service.WatchAnySubscribersAsync(cancellation.Token).GetAsyncEnumerator(cancellation.Token);
        var next = changes.MoveNextAsync();

        _service.GetLogger(_resource).LogInformation("x");
        await using (var watcher = _service.WatchAsync(_resource).GetAsyncEnumerator(cancellation.Token))
        {
            Assert.True(await watcher.MoveNextAsync());
            Assert.True(await next);
            Assert.Equal(new LogSubscriber("thing", true), changes.Current);
            next = changes.MoveNextAsync();
        }

        Assert.True(await next);
        Assert.Equal(new LogSubscriber("thing", false), changes.Current);
    }

    private static string Text(LogLine line) => line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private async Task Subscribed(string name)
    {
        using var cancellation = new CancellationTokenSource(Model.Patience);
        await foreach (var change in _service.WatchAnySubscribersAsync(cancellation.Token))
        {
            if (change.Name == name && change.AnySubscribers)
            {
                return;
            }
        }
    }

    private static async Task<List<LogLine>> AllAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> batches)
    {
        var lines = new List<LogLine>();
        await foreach (var batch in batches)
        {
            lines.AddRange(batch);
        }

        return lines;
    }

    private sealed class Thing(string name) : Resource(name);
}
