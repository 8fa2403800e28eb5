namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>What precedes a start and happens once for all replicas that start together: events, and the wait for dependencies.</summary>
internal sealed class StartGate(Func<CancellationToken, Task> pass)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _skipped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _waiting = new();
    private Task? _passing;
    private int _waiters;

    /// <summary>Completes once the gate is passed or skipped; throws what the wait throws.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        Task passing;
        lock (_lock)
        {
            _waiters++;
            passing = _passing ??= Task.Run(() => pass(_waiting.Token), CancellationToken.None);
        }
        try
        {
            var first = await Task.WhenAny(passing, _skipped.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                // The last one who leaves ends the wait, so that no watcher of the dependencies stays behind.
                if (--_waiters == 0)
                {
                    _waiting.Cancel();
                }
            }
        }
    }

    /// <summary>Lets everybody through without waiting any longer.</summary>
    public void Skip() => _skipped.TrySetResult();
}
