using System.Diagnostics;
using System.Runtime.InteropServices;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Aspire.Hosting.Terminal;

/// <summary>
/// The first Ctrl+C is the host's own affair: an orderly stop. Whoever presses it again does not want to wait: everything is killed, at once.
/// SIGTERM is not counted: supervisors send it more than once without meaning anything by it.
/// </summary>
internal sealed class InterruptHandler(ConsoleVoice voice, IHostLifetime host, IHostApplicationLifetime lifetime, IEnumerable<IProcessLauncher> launchers) : IHostedService, IDisposable
{
    // 128 + SIGINT, as a shell reports a program that Ctrl+C ended.
    private const int Interrupted = 130;

    private static readonly TimeSpan s_killTime = TimeSpan.FromSeconds(3);

    // A wrapper that shares our terminal (npm, timeout) passes on the Ctrl+C that we got ourselves; nobody presses it twice as fast as this.
    private static readonly TimeSpan s_echo = TimeSpan.FromMilliseconds(100);

    private PosixSignalRegistration? _signal;
    private long _first;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Inside a test or another program's host, the signals belong to that program.
        if (host is ConsoleLifetime)
        {
            _signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signal?.Dispose();

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        var first = Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
        if (first == 0)
        {
            voice.Say("Stopping everything. Press Ctrl+C again to kill it at once.");
            lifetime.StopApplication();
        }
        else if (Stopwatch.GetElapsedTime(first) > s_echo)
        {
            KillAll();
        }
    }

    private void KillAll()
    {
        voice.Say("Killing everything.", isError: true);
        // Bounded: should it not be done by then, the guardian does the rest once we are gone.
        Task.WhenAll(launchers.OfType<IAsyncDisposable>().Select(launcher => launcher.DisposeAsync().AsTask())).Wait(s_killTime);

        voice.DisposeAsync().AsTask().Wait(s_killTime);
        Environment.Exit(Interrupted);
    }
}
