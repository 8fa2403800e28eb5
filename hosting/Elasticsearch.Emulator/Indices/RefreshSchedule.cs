namespace Elasticsearch.Emulator.Indices;

/// <summary>
/// Refreshes at whole multiples of the interval, as Elasticsearch does, but only when something was written: an idle index costs nothing.
/// </summary>
internal sealed class RefreshSchedule : IDisposable
{
    const int MaxWaiting = 1000;

    readonly Func<TimeSpan> interval;
    readonly TimeProvider time;
    readonly Action refresh;
    readonly ITimer timer;
    readonly Lock state = new();
    readonly long born;
    List<TaskCompletionSource> waiting = [];
    bool armed;

    public RefreshSchedule(Func<TimeSpan> interval, TimeProvider time, Action refresh)
    {
        this.interval = interval;
        this.time = time;
        this.refresh = refresh;
        born = time.GetTimestamp();
        timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something was written, or the interval changed.</summary>
    public void Touch()
    {
        lock (state)
        {
            var period = interval();
            if (armed || period <= TimeSpan.Zero)
            {
                return;
            }

            armed = true;
            var elapsed = time.GetElapsedTime(born).Ticks % period.Ticks;
            timer.Change(TimeSpan.FromTicks(period.Ticks - elapsed), Timeout.InfiniteTimeSpan);
        }
    }

    public Task WaitAsync(Func<bool> isVisible)
    {
        TaskCompletionSource mine;
        lock (state)
        {
            if (isVisible())
            {
                return Task.CompletedTask;
            }

            mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(mine);
            if (waiting.Count <= MaxWaiting)
            {
                return mine.Task;
            }
        }

        // index.max_refresh_listeners: beyond it a refresh is forced.
        refresh();
        return mine.Task;
    }

    /// <summary>Whoever waits now is satisfied by the refresh that begins now.</summary>
    public List<TaskCompletionSource> Begin()
    {
        lock (state)
        {
            var now = waiting;
            waiting = [];
            return now;
        }
    }

    public void End(List<TaskCompletionSource> satisfied) => satisfied.ForEach(one => one.TrySetResult());

    public void Dispose()
    {
        timer.Dispose();
        End(Begin());
    }

    void Fire()
    {
        lock (state)
        {
            armed = false;
        }

        refresh();
    }
}
