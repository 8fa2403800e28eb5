using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>The C library calls that starting and ending processes needs; names and constants are the C ones.</summary>
internal static unsafe partial class LibC
{
    public const int X_OK = 1;
    public const int SIGKILL = 9;
    public const int SIGTERM = 15;
    public const int EINTR = 4;
    public const int ESRCH = 3;
    public const short POLLIN = 0x1;
    public const int WNOHANG = 1;
    public const int F_GETFL = 3;
    public const int F_SETFL = 4;
    public const int O_RDWR = 2;
    public const int O_CLOEXEC = 0x80000; // Linux
    public const int P_PID = 1;
    public const int WEXITED = 4;
    public const int WNOWAIT = 0x01000000; // Linux

    // posix_spawnattr_t, posix_spawn_file_actions_t and sigset_t are smaller than this on every C library we know (336, 80 and 128 bytes in glibc).
    public const int OpaqueSize = 1024;

    public const short POSIX_SPAWN_SETSIGDEF = 0x04;
    public const short POSIX_SPAWN_SETSIGMASK = 0x08;

    public static readonly int EAGAIN = OperatingSystem.IsMacOS() ? 35 : 11;
    public static readonly int SIGCONT = OperatingSystem.IsMacOS() ? 19 : 18;
    public static readonly int O_NONBLOCK = OperatingSystem.IsMacOS() ? 0x4 : 0x800;
    public static readonly int F_DUPFD_CLOEXEC = OperatingSystem.IsMacOS() ? 67 : 1030;
    public static readonly short POSIX_SPAWN_SETSID = (short)(OperatingSystem.IsMacOS() ? 0x0400 : 0x80);
    public const short POSIX_SPAWN_CLOEXEC_DEFAULT = 0x4000;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int access(string path, int mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe(int* descriptors);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int pipe2(int* descriptors, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fcntl(int descriptor, int command, nint argument);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(PollFd* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int kill(int processOrGroup, int signal);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitpid(int process, int* status, int options);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitid(int kind, int id, byte* info, int options);

    [LibraryImport("libc")]
    public static partial int sigfillset(byte* set);

    [LibraryImport("libc")]
    public static partial int sigemptyset(byte* set);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn(out int process, string path, byte* fileActions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    public static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addopen(byte* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2(byte* actions, int descriptor, int target);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_addclose(byte* actions, int descriptor);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_addclosefrom_np(byte* actions, int lowest);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int posix_spawn_file_actions_addchdir_np(byte* actions, string directory);
}
