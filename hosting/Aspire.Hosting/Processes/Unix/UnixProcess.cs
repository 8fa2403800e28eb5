using System.Runtime.Versioning;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>A running child with its group, its output and its end.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixProcess : IRunningProcess
{
    // How long a descendant that keeps the output open may hold up Completion.
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(1);

    // Looking at all processes of the system costs milliseconds; many resources that stop at once must not spend their grace on it.
    private static readonly TimeSpan s_firstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestLook = TimeSpan.FromMilliseconds(160);

    private readonly UnixLauncher _launcher;
    private readonly OutputSource _output;
    private readonly OutputSource _error;
    private readonly ProcessTree _tree;
    private readonly TaskCompletionSource<ProcessExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProcessExit> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _stopping = new(1, 1);
    private readonly CancellationTokenSource _killNow = new();
    private bool _collected;

    public UnixProcess(UnixLauncher launcher, int id, DateTimeOffset startedAt, OutputSource output, OutputSource error, IReadOnlyCollection<string> pipes)
    {
        _launcher = launcher;
        _output = output;
        _error = error;
        _tree = new ProcessTree(id, pipes);
        Id = id;
        StartedAt = startedAt;
    }

    public int Id { get; }

    public DateTimeOffset StartedAt { get; }

    public Task<ProcessExit> Completion => _completion.Task;

    /// <summary>Called once by the reaper.</summary>
    public void OnExited(ProcessExit exit)
    {
        _exited.SetResult(exit);
        _ = CompleteAsync(exit);
    }

    public async Task<ProcessExit> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(_killNow.Cancel);
        await _stopping.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (!_collected)
            {
                await StopTreeAsync(grace).ConfigureAwait(false);
            }
        }
        finally
        {
            _stopping.Release();
        }

        // A process that even SIGKILL does not end hangs in the kernel; waiting longer would only hang the host as well.
        var completed = await Task.WhenAny(_completion.Task, Task.Delay(TimeSpan.FromSeconds(10), _launcher.Time)).ConfigureAwait(false);
        return completed == _completion.Task ? await _completion.Task.ConfigureAwait(false) : new ProcessExit(128 + LibC.SIGKILL);
    }

    public async ValueTask DisposeAsync()
    {
        await _killNow.CancelAsync().ConfigureAwait(false);
        await StopAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        await _launcher.Pump.RemoveAsync(_output).ConfigureAwait(false);
        await _launcher.Pump.RemoveAsync(_error).ConfigureAwait(false);
        _launcher.Forget(this);
    }

    private async Task StopTreeAsync(TimeSpan grace)
    {
        // Seen before anything is signalled, so that a descendant whose parent ends first is still known.
        _tree.Alive();
        if (grace > TimeSpan.Zero && !_killNow.IsCancellationRequested)
        {
            _ = LibC.kill(-Id, LibC.SIGTERM);
            _ = LibC.kill(-Id, LibC.SIGCONT); // a stopped process would not see the first before the last of the grace
            await WaitForAllAsync(grace).ConfigureAwait(false);
        }

        if (OperatingSystem.IsLinux())
        {
            await _tree.KillAsync(_launcher.Time).ConfigureAwait(false);
        }
        else
        {
            _ = LibC.kill(-Id, LibC.SIGKILL);
        }

        await Task.WhenAny(_exited.Task, Task.Delay(TimeSpan.FromSeconds(10), _launcher.Time)).ConfigureAwait(false);
        if (_exited.Task.IsCompleted)
        {
            Collect();
        }
    }

    // Ends early once the leader and every member are gone. Only the leader's end is an event; the others are looked at in short steps.
    private async Task WaitForAllAsync(TimeSpan grace)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_killNow.Token);
        var deadline = Task.Delay(grace, _launcher.Time, limit.Token);
        await Task.WhenAny(_exited.Task, deadline).ConfigureAwait(false);
        for (var pause = s_firstLook; !deadline.IsCompleted && _tree.Alive().Count > 0; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, s_longestLook.Ticks)))
        {
            await Task.WhenAny(deadline, Task.Delay(pause, _launcher.Time)).ConfigureAwait(false);
        }

        await limit.CancelAsync().ConfigureAwait(false);
    }

    private async Task CompleteAsync(ProcessExit exit)
    {
        await Task.WhenAny(Task.WhenAll(_output.Ended, _error.Ended), Task.Delay(s_drainTime, _launcher.Time)).ConfigureAwait(false);
        await _launcher.Pump.FlushAsync(_output).ConfigureAwait(false);
        await _launcher.Pump.FlushAsync(_error).ConfigureAwait(false);

        // With nothing left behind the id goes back at once; else it stays ours, and the leftovers guarded, until stopped or disposed.
        await _stopping.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_collected && _tree.Others().Count == 0)
            {
                Collect();
            }
        }
        finally
        {
            _stopping.Release();
        }

        _completion.TrySetResult(exit);
    }

    private void Collect()
    {
        _collected = true;
        _launcher.Collect(Id);
    }
}
