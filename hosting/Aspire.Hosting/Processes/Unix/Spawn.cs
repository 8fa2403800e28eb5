using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>One posix_spawn: own session, default signals, empty signal mask, the given environment, and no descriptor but the three standard ones.</summary>
internal static unsafe class Spawn
{
    /// <summary>Starts <paramref name="file"/> and returns its process id. A descriptor of -1 means /dev/null.</summary>
    public static int Run(string file, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, string workingDirectory, int input, int output, int error)
    {
        var actions = stackalloc byte[LibC.OpaqueSize];
        var attributes = stackalloc byte[LibC.OpaqueSize];
        Check(LibC.posix_spawn_file_actions_init(actions), "prepare");
        Check(LibC.posix_spawnattr_init(attributes), "prepare");
        try
        {
            SetSession(attributes);
            SetStream(actions, input, 0);
            SetStream(actions, output, 1);
            SetStream(actions, error, 2);
            Check(LibC.posix_spawn_file_actions_addchdir_np(actions, workingDirectory), "set the working directory of");
            CloseTheRest(actions);

            using var argumentBlock = new StringBlock(arguments.Prepend(file));
            using var environmentBlock = new StringBlock(environment.Select(pair => $"{pair.Key}={pair.Value}"));
            Check(LibC.posix_spawn(out var process, file, actions, attributes, argumentBlock.Pointer, environmentBlock.Pointer), "start");
            return process;
        }
        finally
        {
            _ = LibC.posix_spawn_file_actions_destroy(actions);
            _ = LibC.posix_spawnattr_destroy(attributes);
        }
    }

    private static void SetSession(byte* attributes)
    {
        var flags = (short)(LibC.POSIX_SPAWN_SETSID | LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK);
        if (OperatingSystem.IsMacOS())
        {
            flags |= LibC.POSIX_SPAWN_CLOEXEC_DEFAULT;
        }

        var all = stackalloc byte[LibC.OpaqueSize];
        var none = stackalloc byte[LibC.OpaqueSize];
        _ = LibC.sigfillset(all);
        // sigfillset leaves out signals 32 and 33, which glibc keeps for itself and would hand to the child as ignored.
        all[3] |= 0x80;
        all[4] |= 0x01;
        _ = LibC.sigemptyset(none);
        Check(LibC.posix_spawnattr_setflags(attributes, flags), "prepare");
        Check(LibC.posix_spawnattr_setsigdefault(attributes, all), "prepare");
        Check(LibC.posix_spawnattr_setsigmask(attributes, none), "prepare");
    }

    private static void SetStream(byte* actions, int descriptor, int stream) =>
        Check(descriptor < 0
            ? LibC.posix_spawn_file_actions_addopen(actions, stream, "/dev/null", LibC.O_RDWR, 0)
            : LibC.posix_spawn_file_actions_adddup2(actions, descriptor, stream), "prepare");

    // The runtime marks its own descriptors close-on-exec; those that the host itself inherited are not, and a leaked socket keeps a port busy.
    private static void CloseTheRest(byte* actions)
    {
        if (OperatingSystem.IsMacOS())
        {
            return; // POSIX_SPAWN_CLOEXEC_DEFAULT does it
        }

        try
        {
            Check(LibC.posix_spawn_file_actions_addclosefrom_np(actions, 3), "prepare");
        }
        catch (EntryPointNotFoundException) // musl, and glibc before 2.34
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
            {
                if (int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor) && descriptor > 2)
                {
                    _ = LibC.posix_spawn_file_actions_addclose(actions, descriptor);
                }
            }
        }
    }

    private static void Check(int error, string verb)
    {
        if (error != 0)
        {
            throw new Win32Exception(error, $"{Marshal.GetPInvokeErrorMessage(error)} (while trying to {verb} the process)");
        }
    }

    /// <summary>A null-terminated array of C strings.</summary>
    private sealed class StringBlock : IDisposable
    {
        private readonly nint[] _strings;
        private readonly byte** _pointer;

        public StringBlock(IEnumerable<string> strings)
        {
            _strings = [.. strings.Select(Marshal.StringToCoTaskMemUTF8)];
            _pointer = (byte**)NativeMemory.AllocZeroed((nuint)(_strings.Length + 1), (nuint)sizeof(nint));
            for (var i = 0; i < _strings.Length; i++)
            {
                _pointer[i] = (byte*)_strings[i];
            }
        }

        public byte** Pointer => _pointer;

        public void Dispose()
        {
            NativeMemory.Free(_pointer);
            foreach (var pointer in _strings)
            {
                Marshal.FreeCoTaskMem(pointer);
            }
        }
    }
}
