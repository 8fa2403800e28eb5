using Aspire.Hosting.Processes.Unix;
using Aspire.Hosting.Processes.Windows;

namespace Aspire.Hosting.Processes;

/// <summary>Starts processes that end with the host, however the host ends. Disposing it kills what still runs.</summary>
/// <remarks>
/// Linux: own session, parent-death signal, and a guardian for descendants. macOS: own session and the guardian. Windows: a job object
/// that the system closes with the host. See docs/decisions/0003.
/// </remarks>
internal sealed class ProcessLauncher : IProcessLauncher, IAsyncDisposable
{
    private readonly UnixLauncher? _unix;
    private readonly WindowsLauncher? _windows;

    public ProcessLauncher()
        : this(TimeProvider.System)
    {
    }

    public ProcessLauncher(TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            _windows = new WindowsLauncher(time);
        }
        else
        {
            _unix = new UnixLauncher(time);
        }
    }

    /// <summary>The process that ends the others should the host vanish, or 0 where there is none.</summary>
    internal int GuardianId => OperatingSystem.IsWindows() ? 0 : _unix!.GuardianId;

    public IRunningProcess Start(ProcessSpec spec) => OperatingSystem.IsWindows() ? _windows!.Start(spec) : _unix!.Start(spec);

    public async ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            await _windows!.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            await _unix!.DisposeAsync().ConfigureAwait(false);
        }
    }
}
