using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>Learns from SIGCHLD which of our processes have ended. Other children of the host are left to whoever started them.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed unsafe class ChildReaper : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Action<ProcessExit>> _watched = [];
    private readonly PosixSignalRegistration _signal;

    public ChildReaper() => _signal = PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Look());

    /// <summary>Calls back once, when the process has ended. It stays a zombie, and its id thus its own, until <see cref="Reap"/>.</summary>
    public void Watch(int process, Action<ProcessExit> ended)
    {
        lock (_lock)
        {
            _watched.Add(process, ended);
        }

        Look(); // it may have ended before it was watched
    }

    /// <summary>Gives the process id back to the system.</summary>
    public static void Reap(int process)
    {
        int status;
        while (LibC.waitpid(process, &status, LibC.WNOHANG) < 0 && Marshal.GetLastPInvokeError() == LibC.EINTR)
        {
        }
    }

    public void Dispose() => _signal.Dispose();

    private void Look()
    {
        List<(Action<ProcessExit> Ended, ProcessExit Exit)> found = [];
        lock (_lock)
        {
            foreach (var (process, ended) in _watched)
            {
                if (TryGetExit(process, out var exit))
                {
                    found.Add((ended, exit));
                    _watched.Remove(process);
                }
            }
        }

        foreach (var (ended, exit) in found)
        {
            ended(exit);
        }
    }

    private static bool TryGetExit(int process, out ProcessExit exit)
    {
        var info = stackalloc byte[256]; // siginfo_t: 128 bytes at most
        NativeMemory.Clear(info, 256);
        // macOS loses the status of a child that was only looked at, so there the look already collects it.
        var options = LibC.WEXITED | LibC.WNOHANG | (OperatingSystem.IsLinux() ? LibC.WNOWAIT : 0);
        int result;
        do
        {
            result = LibC.waitid(LibC.P_PID, process, info, options);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == LibC.EINTR);

        if (result < 0)
        {
            // Somebody else collected it (a host that ignores SIGCHLD, say). It is gone, and how it went is not to be known.
            exit = new ProcessExit(-1);
            return true;
        }

        // siginfo_t: signo, errno, code, then (8-byte aligned on 64-bit Linux) pid, uid, status.
        var at = OperatingSystem.IsLinux() && sizeof(nint) == 8 ? 16 : 12;
        if (*(int*)(info + at) != process)
        {
            exit = default;
            return false;
        }

        const int exited = 1; // CLD_EXITED; the others say that a signal ended it
        var status = *(int*)(info + at + 8);
        exit = new ProcessExit(*(int*)(info + 8) == exited ? status & 0xFF : 128 + status);
        return true;
    }
}
