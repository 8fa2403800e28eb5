using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the log of every resource and hands it to whoever watches.</summary>
public class ResourceLoggerService
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(NameComparers.Resource);
    private readonly Lock _subscriberLock = new();
    private readonly List<ChannelWriter<LogSubscriber>> _subscriberWatchers = [];

    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A logger that writes into the log of the resource, of every instance of it.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceLogger([.. LogsOf(resource)]);
    }

    /// <summary>A logger that writes into the log of the resource or instance of that name.</summary>
    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return new ResourceLogger([LogOf(resourceName)]);
    }

    /// <summary>The lines kept so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return BacklogsAsync([.. LogsOf(resource)]);
    }

    /// <summary>The lines kept so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return BacklogsAsync([LogOf(resourceName)]);
    }

    /// <summary>The lines kept so far and then new ones, until the log is completed.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var logs = LogsOf(resource).ToArray();
        return logs.Length == 1 ? logs[0].WatchAsync() : MergeAsync(logs);
    }

    /// <summary>The lines kept so far and then new ones, until the log is completed.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return LogOf(resourceName).WatchAsync();
    }

    /// <summary>Which logs are watched now, then every change of that.</summary>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogSubscriber>();

        lock (_subscriberLock)
        {
            foreach (var log in _logs.Values)
            {
                if (log.HasSubscribers)
                {
                    channel.Writer.TryWrite(new LogSubscriber(log.Name, AnySubscribers: true));
                }
            }

            _subscriberWatchers.Add(channel.Writer);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_subscriberLock)
            {
                _subscriberWatchers.Remove(channel.Writer);
            }
        }
    }

    /// <summary>Ends the log of the resource: whoever watches is done.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        foreach (var log in LogsOf(resource))
        {
            log.Complete();
        }
    }

    /// <summary>Ends the log of the resource or instance of that name.</summary>
    public void Complete(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        if (_logs.TryGetValue(name, out var log))
        {
            log.Complete();
        }
    }

    /// <summary>Forgets the lines kept so far.</summary>
    public void ClearBacklog(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);

        if (_logs.TryGetValue(resourceName, out var log))
        {
            log.ClearBacklog();
        }
    }

    /// <summary>The log of one instance; what a process writes goes there line by line.</summary>
    internal ResourceLog LogOf(string name) => _logs.GetOrAdd(name, n => new ResourceLog(n, () => TimeProvider, SubscribersChanged));

    private IEnumerable<ResourceLog> LogsOf(IResource resource) => resource.GetResolvedResourceNames().Select(LogOf);

    private void SubscribersChanged(LogSubscriber change)
    {
        lock (_subscriberLock)
        {
            foreach (var watcher in _subscriberWatchers)
            {
                watcher.TryWrite(change);
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> BacklogsAsync(ResourceLog[] logs)
    {
        await Task.CompletedTask.ConfigureAwait(false);

        foreach (var log in logs)
        {
            var lines = log.GetBacklog();
            if (lines.Count > 0)
            {
                yield return lines;
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<LogLine>> MergeAsync(ResourceLog[] logs, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<IReadOnlyList<LogLine>>(100);

        async Task PumpAsync(ResourceLog log)
        {
            await foreach (var batch in log.WatchAsync(ended.Token).ConfigureAwait(false))
            {
                await channel.Writer.WriteAsync(batch, ended.Token).ConfigureAwait(false);
            }
        }

        var pumps = Task.WhenAll(logs.Select(PumpAsync));
        _ = pumps.ContinueWith(t => channel.Writer.TryComplete(t.IsCanceled ? null : t.Exception), TaskScheduler.Default);

        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return batch;
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private sealed class ResourceLogger(ResourceLog[] logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var message = formatter(state, exception) + (exception is null ? "" : $"{Environment.NewLine}{exception}");

            foreach (var log in logs)
            {
                log.Add(message, isError: logLevel >= LogLevel.Error);
            }
        }
    }
}
