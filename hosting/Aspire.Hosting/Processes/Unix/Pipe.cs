using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>A pipe whose ends are closed in every child unless a spawn hands one over.</summary>
internal sealed unsafe class Pipe : IDisposable
{
    private int _read;
    private int _write;

    public Pipe()
    {
        var ends = stackalloc int[2];
        // macOS has no pipe2; there the ends can slip into a process that other code starts before Raise marks them.
        if ((OperatingSystem.IsMacOS() ? LibC.pipe(ends) : LibC.pipe2(ends, LibC.O_CLOEXEC)) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "The system gave no pipe");
        }

        _read = Raise(ends[0]);
        _write = Raise(ends[1]);
    }

    public int Read => _read;

    public int Write => _write;

    public void SetReadNonBlocking() => _ = LibC.fcntl(_read, LibC.F_SETFL, LibC.fcntl(_read, LibC.F_GETFL, 0) | LibC.O_NONBLOCK);

    public void CloseRead() => Close(ref _read);

    public void CloseWrite() => Close(ref _write);

    public void Dispose()
    {
        CloseRead();
        CloseWrite();
    }

    // A host started with closed standard streams would get 0, 1 or 2 here, which a spawn overwrites before it copies them.
    private static int Raise(int descriptor)
    {
        var raised = LibC.fcntl(descriptor, LibC.F_DUPFD_CLOEXEC, 3);
        if (raised < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "The system gave no descriptor for a pipe");
        }

        _ = LibC.close(descriptor);
        return raised;
    }

    private static void Close(ref int descriptor)
    {
        var closing = Interlocked.Exchange(ref descriptor, -1);
        if (closing >= 0)
        {
            _ = LibC.close(closing);
        }
    }
}
