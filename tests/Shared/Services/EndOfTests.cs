using System.Runtime.InteropServices;

namespace Tests.Shared.Services;

/// <summary>What must not outlive a test run that is asked to end (SIGTERM, SIGHUP) or that just ends: nobody disposes anything then.</summary>
internal static class EndOfTests
{
    private static readonly List<Action> Actions = [];

    // Once anything has started a process, SIGTERM ends this one without ProcessExit: the signal has to be caught itself.
    private static readonly PosixSignalRegistration[] Signals = OperatingSystem.IsWindows() ? [] :
        [PosixSignalRegistration.Create(PosixSignal.SIGTERM, End), PosixSignalRegistration.Create(PosixSignal.SIGHUP, End)];

    static EndOfTests() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RunAll();

    /// <summary>Has something done at the end, unless the result is disposed before.</summary>
    public static IDisposable Do(Action action)
    {
        GC.KeepAlive(Signals);
        lock (Actions)
        {
            Actions.Add(action);
        }

        return new Registration(action);
    }

    private static void End(PosixSignalContext context)
    {
        context.Cancel = true;
        RunAll();
        Environment.Exit(128 + (context.Signal == PosixSignal.SIGHUP ? 1 : 15));
    }

    private static void RunAll()
    {
        Action[] left;
        lock (Actions)
        {
            left = [.. Actions];
            Actions.Clear();
        }

        Task.WaitAll(left.Select(action => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private sealed class Registration(Action action) : IDisposable
    {
        public void Dispose()
        {
            lock (Actions)
            {
                Actions.Remove(action);
            }
        }
    }
}
