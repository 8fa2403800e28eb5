using System.Collections.Concurrent;
using System.Threading.Channels;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Orchestration.Supervision;

/// <summary>Starts nothing, and says what it was asked to start.</summary>
internal sealed class FakeLauncher : IProcessLauncher
{
    private readonly Channel<FakeProcess> _started = Channel.CreateUnbounded<FakeProcess>();
    private int _nextId = 100;

    public ConcurrentQueue<ProcessSpec> Specs { get; } = [];

    /// <summary>Thrown instead of starting.</summary>
    public Exception? Refusal { get; set; }

    public IRunningProcess Start(ProcessSpec spec)
    {
        Specs.Enqueue(spec);
        if (Refusal is { } refusal)
        {
            throw refusal;
        }
        var process = new FakeProcess(Interlocked.Increment(ref _nextId), spec);
        _started.Writer.TryWrite(process);
        return process;
    }

    /// <summary>The next process that is started.</summary>
    public async Task<FakeProcess> NextAsync() => await _started.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
}

/// <summary>A process whose end the test decides.</summary>
internal sealed class FakeProcess(int id, ProcessSpec spec) : IRunningProcess
{
    private readonly TaskCompletionSource<ProcessExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Id => id;

    public ProcessSpec Spec => spec;

    public DateTimeOffset StartedAt { get; } = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public Task<ProcessExit> Completion => _exit.Task;

    /// <summary>Completes when somebody asks for the end.</summary>
    public TaskCompletionSource<TimeSpan> StopAsked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends by itself as soon as it is asked to; off for processes that linger.</summary>
    public bool EndsWhenAsked { get; set; } = true;

    public void End(int exitCode) => _exit.TrySetResult(new ProcessExit(exitCode));

    public Task<ProcessExit> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        StopAsked.TrySetResult(grace);
        if (EndsWhenAsked)
        {
            End(143);
        }
        cancellationToken.Register(() => End(137));
        return Completion;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
