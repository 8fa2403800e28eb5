using System.Threading.Channels;
using Aspire.Hosting.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Hosting.Tests.Health;

public sealed class HealthProbeTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly ProbeResult s_healthy = new(HealthStatus.Healthy, null, null);
    private static readonly ProbeResult s_unhealthy = new(HealthStatus.Unhealthy, "not yet", null);

    private readonly RecordingTime _time = new();
    private readonly Channel<ProbeResult> _results = Channel.CreateUnbounded<ProbeResult>();
    private readonly CancellationTokenSource _stop = new();

    private Task Run(Func<CancellationToken, Task<ProbeResult>> check) =>
        new HealthProbe(check, ProbeSchedule.Default, _time).RunAsync(result => Assert.True(_results.Writer.TryWrite(result)), _stop.Token);

    private Task<ProbeResult> NextAsync() => _results.Reader.ReadAsync().AsTask().WaitAsync(s_deadline);

    [Fact]
    public async Task The_pause_doubles_from_25_ms_to_1_s_while_unhealthy_and_is_30_s_once_healthy()
    {
        var answers = new Queue<ProbeResult>([.. Enumerable.Repeat(s_unhealthy, 8), s_healthy, s_healthy, s_unhealthy, s_healthy]);
        var running = Run(_ => Task.FromResult(answers.Dequeue()));
        var pauses = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            await NextAsync();
            var pause = await _time.NextPauseAsync().WaitAsync(s_deadline);
            pauses.Add(pause.TotalMilliseconds);
            _time.Advance(pause);
        }

        Assert.Equal([25, 50, 100, 200, 400, 800, 1000, 1000, 30_000, 30_000, 25], pauses);
        await _stop.CancelAsync();
        await running.WaitAsync(s_deadline);
    }

    [Fact]
    public async Task A_check_that_throws_is_unhealthy_with_the_exceptions_message()
    {
        var running = Run(_ => throw new InvalidOperationException("no luck"));
        var result = await NextAsync();
        Assert.Equal((HealthStatus.Unhealthy, "no luck"), (result.Status, result.Description));
        Assert.IsType<InvalidOperationException>(result.Exception);
        await _stop.CancelAsync();
        await running.WaitAsync(s_deadline);
    }

    [Fact]
    public async Task A_check_that_never_answers_and_heeds_no_token_is_unhealthy_after_the_timeout()
    {
        var started = new TaskCompletionSource();
        var running = Run(_ =>
        {
            started.TrySetResult();
            return new TaskCompletionSource<ProbeResult>().Task;
        });
        await started.Task.WaitAsync(s_deadline);
        _time.Advance(ProbeSchedule.Default.CheckTimeout);
        var result = await NextAsync();
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("within 10 s", result.Description);
        await _stop.CancelAsync();
        await running.WaitAsync(s_deadline);
    }

    [Fact]
    public async Task Cancelling_during_a_check_ends_without_a_result()
    {
        var started = new TaskCompletionSource();
        var running = Run(async token =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
            return s_healthy;
        });
        await started.Task.WaitAsync(s_deadline);
        await _stop.CancelAsync();
        await running.WaitAsync(s_deadline);
        Assert.False(_results.Reader.TryRead(out _));
    }

    /// <summary>Tells the length of each pause that is begun; the limits of single checks are not pauses.</summary>
    private sealed class RecordingTime : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _pauses = Channel.CreateUnbounded<TimeSpan>();

        public Task<TimeSpan> NextPauseAsync() => _pauses.Reader.ReadAsync().AsTask();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime != ProbeSchedule.Default.CheckTimeout && dueTime != Timeout.InfiniteTimeSpan)
            {
                _pauses.Writer.TryWrite(dueTime);
            }

            return timer;
        }
    }
}
