using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Telemetry;

/// <summary>Sends what is left when the host has stopped, all signals at once and within a bound.</summary>
/// <remarks>
/// Left to themselves the providers are disposed one after the other, each waiting up to five seconds for a collector
/// that may be gone: an unanswered collector would hold up every Ctrl+C.
/// </remarks>
internal sealed class LastExport(TracerProvider traces, MeterProvider metrics, LoggerProvider logs) : IHostedLifecycleService
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1.5);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After StopAsync of every service, the web server included: no request can add anything any more.
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var milliseconds = (int)Bound.TotalMilliseconds;
        return Task.WhenAll(
            OnItsOwnThread(() => traces.Shutdown(milliseconds)),
            OnItsOwnThread(() => metrics.Shutdown(milliseconds)),
            OnItsOwnThread(() => logs.Shutdown(milliseconds))).WaitAsync(Bound * 2, CancellationToken.None)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    // Shutdown blocks its thread; three blocked pool threads could starve the export itself on a small machine.
    private static Task OnItsOwnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
