using System.Threading.Channels;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>
/// Brings one replica to life and keeps account of it. Everything that happens is a message; one reader takes them in order and moves by
/// <see cref="StateTable"/>, so that no two moves overlap and no flag is needed beside the phase.
/// </summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private readonly Channel<Message> _mailbox = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _shutdown;
    private readonly CancellationTokenSource _kill = new();
    private readonly Dictionary<Effect, Func<Message, Task>> _handlers;
    private readonly List<Pending> _pending = [];
    private readonly SupervisorParts _parts;
    private readonly Task _reader;
    private Incarnation? _current;
    private StartGate? _nextGate;
    private int _incarnations;
    private int _disposed;

    private sealed record Message(Trigger Trigger, int Incarnation, StartGate? Gate = null, IRunningProcess? Process = null,
        ProcessExit Exit = default, Exception? Error = null, Pending? Request = null);

    private sealed record Pending(Func<Phase, bool> Done, TaskCompletionSource<Phase> Completion);

    public Supervisor(Replica replica, SupervisorParts parts)
    {
        Replica = replica;
        _parts = parts;
        _shutdown = CancellationTokenSource.CreateLinkedTokenSource(parts.Stopping);
        _handlers = new Dictionary<Effect, Func<Message, Task>>
        {
            [Effect.None] = _ => Task.CompletedTask,
            [Effect.Prepare] = PrepareAsync,
            [Effect.SkipWaits] = SkipWaitsAsync,
            [Effect.Abandon] = AbandonAsync,
            [Effect.Terminate] = TerminateAsync,
            [Effect.AnnounceRunning] = AnnounceRunningAsync,
            [Effect.AnnounceNotStarted] = _ => _parts.Announcer.NotStartedAsync(Replica),
            [Effect.AnnounceFailed] = message => _parts.Announcer.FailedAsync(Replica, message.Error!),
            [Effect.AnnounceEnded] = AnnounceEndedAsync,
            [Effect.AnnounceEndedAndPrepare] = async message =>
            {
                await AnnounceEndedAsync(message).ConfigureAwait(false);
                await PrepareAsync(message).ConfigureAwait(false);
            },
        };
        _reader = Task.Run(ReadAsync);
    }

    /// <summary>Whom it supervises.</summary>
    public Replica Replica { get; }

    /// <summary>Where the replica stands; settled when read from a request's result, else a moment old.</summary>
    public Phase Phase { get; private set; }

    /// <summary>Starts, or lets a start in preparation go on without its dependencies. Completes when the process runs or is known not to.</summary>
    public Task<Phase> StartAsync(StartGate gate) =>
        Request(Trigger.Start, gate, phase => phase is Phase.Running or Phase.Finished or Phase.FailedToStart or Phase.NotStarted);

    /// <summary>Stops. Completes when nothing runs any more.</summary>
    public Task<Phase> StopAsync() => Request(Trigger.Stop, null, StateTable.IsAtRest);

    /// <summary>Stops if need be, then starts. Completes when the new process runs or is known not to.</summary>
    public Task<Phase> RestartAsync(StartGate gate) =>
        Request(Trigger.Restart, gate, phase => phase is Phase.Running or Phase.Finished or Phase.FailedToStart or Phase.NotStarted);

    /// <summary>Ends the running process at once instead of after its grace.</summary>
    public void KillNow() => _kill.Cancel();

    /// <summary>Stops for good.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            await _reader.ConfigureAwait(false);
            return;
        }
        await _shutdown.CancelAsync().ConfigureAwait(false);
        await StopAsync().ConfigureAwait(false);
        _mailbox.Writer.TryComplete();
        await _reader.ConfigureAwait(false);
        _current?.Dispose();
        _shutdown.Dispose();
        _kill.Dispose();
    }

    private Task<Phase> Request(Trigger trigger, StartGate? gate, Func<Phase, bool> done)
    {
        var request = new Pending(done, new TaskCompletionSource<Phase>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_mailbox.Writer.TryWrite(new Message(trigger, 0, gate, Request: request)))
        {
            request.Completion.TrySetResult(Phase);
        }
        return request.Completion.Task;
    }

    private async Task ReadAsync()
    {
        await foreach (var message in _mailbox.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            // News of an incarnation that is over is no news.
            if (message.Incarnation != 0 && message.Incarnation != _incarnations)
            {
                continue;
            }
            if (StateTable.Find(Phase, message.Trigger) is { } move)
            {
                await MoveAsync(move, message).ConfigureAwait(false);
            }
            if (message.Request is { } request)
            {
                _pending.Add(request);
            }
            foreach (var settled in _pending.Where(p => p.Done(Phase)).ToArray())
            {
                _pending.Remove(settled);
                settled.Completion.TrySetResult(Phase);
            }
        }
    }

    private async Task MoveAsync(Move move, Message message)
    {
        // A restart passes its gate only once the old incarnation has ended.
        if (message.Gate is not null && move.Next is Phase.Restarting)
        {
            _nextGate = message.Gate;
        }
        Phase = move.Next;
        try
        {
            await _handlers[move.Effect](message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // An announcement that fails (a callback of the user's in a command or URL) must not end the supervision.
            _parts.Logger.LogError(e, "What followed from '{Effect}' of {Replica} failed.", move.Effect, Replica.Name);
        }
    }

    private async Task PrepareAsync(Message message)
    {
        var gate = message.Gate ?? _nextGate ?? _current!.Gate;
        _nextGate = null;
        _current?.Dispose();
        var incarnation = _current = new Incarnation(++_incarnations, gate, _shutdown.Token);
        await _parts.Announcer.StartingAsync(Replica, incarnation.Number).ConfigureAwait(false);
        _ = Task.Run(() => LaunchAsync(incarnation));
    }

    private async Task LaunchAsync(Incarnation incarnation)
    {
        try
        {
            await incarnation.Gate.PassAsync(incarnation.Abandoned).ConfigureAwait(false);
            await _parts.Announcer.LaunchingAsync(Replica).ConfigureAwait(false);
            var spec = await _parts.Preparation(Replica, incarnation.Abandoned).ConfigureAwait(false);
            incarnation.Abandoned.ThrowIfCancellationRequested();
            var process = _parts.Launcher.Start(spec);
            Tell(new Message(Trigger.Launched, incarnation.Number, Process: process));
            var exit = await process.Completion.ConfigureAwait(false);
            Tell(new Message(Trigger.Ended, incarnation.Number, Process: process, Exit: exit));
        }
        catch (OperationCanceledException) when (incarnation.Abandoned.IsCancellationRequested)
        {
            Tell(new Message(Trigger.Abandoned, incarnation.Number));
        }
        catch (Exception e)
        {
            Tell(new Message(Trigger.Failed, incarnation.Number, Error: e));
        }
    }

    private void Tell(Message message) => _mailbox.Writer.TryWrite(message);

    private Task SkipWaitsAsync(Message message)
    {
        _current!.Gate.Skip();
        return Task.CompletedTask;
    }

    private async Task AbandonAsync(Message message)
    {
        _current!.EndWanted = true;
        _current.Abandon();
        await _parts.Announcer.StoppingAsync(Replica).ConfigureAwait(false);
    }

    private async Task TerminateAsync(Message message)
    {
        var incarnation = _current!;
        incarnation.EndWanted = true;
        incarnation.Process ??= message.Process;
        Replica.Route(running: false);
        await _parts.Announcer.StoppingAsync(Replica).ConfigureAwait(false);

        // Not awaited here: its end arrives as a message, and requests in between must be heard.
        _ = incarnation.Process!.StopAsync(_parts.Grace, _kill.Token);
    }

    private async Task AnnounceRunningAsync(Message message)
    {
        _current!.Process = message.Process;
        Replica.Route(running: true);
        await _parts.Announcer.RunningAsync(Replica, message.Process!).ConfigureAwait(false);
    }

    private async Task AnnounceEndedAsync(Message message)
    {
        Replica.Route(running: false);
        await _parts.Announcer.EndedAsync(Replica, message.Exit, _current!.EndWanted).ConfigureAwait(false);
        await message.Process!.DisposeAsync().ConfigureAwait(false);
    }
}
