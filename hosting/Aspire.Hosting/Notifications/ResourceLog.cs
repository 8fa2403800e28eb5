using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The log of one resource instance: the last lines, and everyone who watches.</summary>
internal sealed class ResourceLog(string name, Func<TimeProvider> time, Action<LogSubscriber> subscribersChanged)
{
    // A resource that logs without end must not eat the host's memory; ten thousand lines are what a person can scroll through.
    internal const int BacklogCapacity = 10_000;

    private const string TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffffff'Z'";

    // Invariant: lines are numbered, kept and handed to watchers under the lock, so a watcher sees each line once and in order.
    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _backlog = new();
    private readonly List<ChannelWriter<LogLine>> _watchers = [];
    private int _lastNumber;
    private bool _completed;

    internal string Name { get; } = name;

    internal bool HasSubscribers
    {
        get
        {
            lock (_lock)
            {
                return _watchers.Count > 0;
            }
        }
    }

    internal void Add(string content, bool isError, DateTimeOffset? timestamp = null)
    {
        var at = (timestamp ?? time().GetUtcNow()).UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);
        var text = $"{at} {content}";

        lock (_lock)
        {
            var line = new LogLine(++_lastNumber, text, isError);
            if (_backlog.Count == BacklogCapacity)
            {
                _backlog.Dequeue();
            }

            _backlog.Enqueue(line);
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(line);
            }
        }
    }

    internal void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var watcher in _watchers)
            {
                watcher.TryComplete();
            }
        }
    }

    internal void ClearBacklog()
    {
        lock (_lock)
        {
            _backlog.Clear();
            _lastNumber = 0;
        }
    }

    internal IReadOnlyList<LogLine> GetBacklog()
    {
        lock (_lock)
        {
            return [.. _backlog];
        }
    }

    /// <summary>The backlog, then new lines in batches, until the log is completed. A watcher that cannot keep up loses its oldest lines.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(BacklogCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        IReadOnlyList<LogLine> backlog;
        bool first;

        lock (_lock)
        {
            backlog = [.. _backlog];
            if (_completed)
            {
                channel.Writer.TryComplete();
            }

            _watchers.Add(channel.Writer);
            first = _watchers.Count == 1;
        }

        if (first)
        {
            subscribersChanged(new LogSubscriber(Name, AnySubscribers: true));
        }

        try
        {
            if (backlog.Count > 0)
            {
                yield return backlog;
            }

            while (await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var batch = new List<LogLine>();
                while (channel.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                if (batch.Count > 0)
                {
                    yield return batch;
                }
            }
        }
        finally
        {
            bool last;
            lock (_lock)
            {
                last = _watchers.Remove(channel.Writer) && _watchers.Count == 0;
            }

            if (last)
            {
                subscribersChanged(new LogSubscriber(Name, AnySubscribers: false));
            }
        }
    }
}
