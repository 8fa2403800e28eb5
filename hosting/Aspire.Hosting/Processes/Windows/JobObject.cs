using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Aspire.Hosting.Processes.Windows;

/// <summary>A Windows job whose processes, and theirs, are ended by the system when the last handle closes, which it does with the host.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe partial class JobObject : IDisposable
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnJobClose = 0x2000;

    private readonly SafeFileHandle _handle;

    public JobObject()
    {
        _handle = new SafeFileHandle(CreateJobObjectW(0, 0), ownsHandle: true);
        var limits = new ExtendedLimits { Flags = KillOnJobClose };
        if (_handle.IsInvalid || !SetInformationJobObject(_handle, ExtendedLimitInformation, &limits, (uint)sizeof(ExtendedLimits)))
        {
            throw new Win32Exception();
        }
    }

    public void Add(SafeProcessHandle process)
    {
        if (!AssignProcessToJobObject(_handle, process))
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Ends every process of the job.</summary>
    public void Terminate() => _ = TerminateJobObject(_handle, 1);

    public void Dispose() => _handle.Dispose();

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint CreateJobObjectW(nint attributes, nint name);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(SafeFileHandle job, int kind, void* information, uint length);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(SafeFileHandle job, SafeProcessHandle process);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool TerminateJobObject(SafeFileHandle job, uint exitCode);

    // JOBOBJECT_EXTENDED_LIMIT_INFORMATION; only the flags are set.
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long PerProcessUserTime;
        public long PerJobUserTime;
        public uint Flags;
        public nuint MinimumWorkingSet;
        public nuint MaximumWorkingSet;
        public uint ActiveProcesses;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public fixed ulong IoCounters[6];
        public nuint ProcessMemory;
        public nuint JobMemory;
        public nuint PeakProcessMemory;
        public nuint PeakJobMemory;
    }
}
