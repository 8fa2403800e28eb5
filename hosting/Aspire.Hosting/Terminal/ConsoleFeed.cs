using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Terminal;

/// <summary>Brings the states and logs of all resources, and the host's own words, to the screen, one at a time.</summary>
internal sealed class ConsoleFeed(
    ConsoleVoice voice,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IHostApplicationLifetime lifetime) : IHostedService, IAsyncDisposable
{
    // For the last words: how long the end waits for lines that are on their way.
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, int> _delivered = [];
    private readonly Dictionary<string, Task> _logs = [];
    private Task _states = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (voice.IsSilent)
        {
            return Task.CompletedTask;
        }

        voice.Say("Distributed application starting.");
        lifetime.ApplicationStarted.Register(SayStarted);
        lifetime.ApplicationStopping.Register(() => voice.Say("Distributed application stopping."));
        _states = FollowStatesAsync();
        return Task.CompletedTask;
    }

    // Not here: hosted services stop in reverse order, this one last, and what the others say while they stop is to be seen.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAny(DrainAsync(), Task.Delay(s_drainTime)).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _states.ConfigureAwait(false);
        await Task.WhenAll(_logs.Values).ConfigureAwait(false);
        await voice.DisposeAsync().ConfigureAwait(false);
    }

    // Stopped while it was starting, an application comes to the end of its start all the same.
    private void SayStarted()
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            voice.Say("Distributed application started. Press Ctrl+C to shut down.");
        }
    }

    private async Task DrainAsync()
    {
        foreach (var (id, following) in _logs.ToArray())
        {
            var last = 0;
            await foreach (var lines in loggers.GetAllAsync(id).ConfigureAwait(false))
            {
                last = lines.Count > 0 ? lines[^1].LineNumber : last;
            }

            while (!following.IsCompleted && _delivered.GetValueOrDefault(id) < last)
            {
                await Task.Delay(10).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowStatesAsync()
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(_stopping.Token).ConfigureAwait(false))
            {
                var name = NameOf(change);
                if (!change.Snapshot.IsHidden)
                {
                    await voice.WriteAsync(new ConsoleMessage.State(RowFactory.Create(change, name)), _stopping.Token).ConfigureAwait(false);
                }

                if (!_logs.TryGetValue(change.ResourceId, out var following) || following.IsCompleted)
                {
                    _logs[change.ResourceId] = FollowLogAsync(change.ResourceId, name);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task FollowLogAsync(string id, string name)
    {
        try
        {
            await foreach (var lines in loggers.WatchAsync(id).WithCancellation(_stopping.Token).ConfigureAwait(false))
            {
                foreach (var line in lines)
                {
                    // The log keeps the time before each line; on the console, where lines appear as they come, it would only take room.
                    var text = line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..];
                    await voice.WriteAsync(new ConsoleMessage.Log(name, text, line.IsErrorMessage), _stopping.Token).ConfigureAwait(false);
                    _delivered[id] = line.LineNumber;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    // The resource's own name where there is one instance, as people know no other; the instance's where there are several.
    private string NameOf(ResourceEvent change)
    {
        var replicas = model.Resources.FirstOrDefault(resource => ReferenceEquals(resource, change.Resource))?.GetReplicaCount() ?? 1;
        return replicas > 1 ? change.ResourceId : change.Resource.Name;
    }
}
