using System.Runtime.InteropServices;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Aspire.Hosting.Terminal;

/// <summary>
/// The first Ctrl+C (or SIGTERM) is the host's own affair: an orderly stop. Whoever presses it again does not want to wait: everything is killed, at once.
/// </summary>
internal sealed class InterruptHandler(ConsoleVoice voice, IHostLifetime host, IHostApplicationLifetime lifetime, IEnumerable<IProcessLauncher> launchers) : IHostedService, IDisposable
{
    // 128 + SIGINT, as a shell reports a program that Ctrl+C ended.
    private const int Interrupted = 130;

    private static readonly TimeSpan s_killTime = TimeSpan.FromSeconds(3);

    private readonly List<PosixSignalRegistration> _signals = [];
    private int _count;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Inside a test or another program's host, the signals belong to that program.
        if (host is ConsoleLifetime)
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            if (context.Signal == PosixSignal.SIGINT)
            {
                voice.Say("Stopping everything. Press Ctrl+C again to kill it at once.");
            }

            lifetime.StopApplication();
            return;
        }

        KillAll();
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
