using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;

namespace Aspire.Hosting.Processes.Windows;

/// <summary>The nearest equivalent on Windows: one job object per process, closed by the system with the host.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsLauncher(TimeProvider time) : IProcessLauncher, IAsyncDisposable
{
    private readonly ConcurrentDictionary<WindowsProcess, byte> _processes = [];

    public IRunningProcess Start(ProcessSpec spec)
    {
        var file = StartCheck.Resolve(spec);
        var start = new ProcessStartInfo(file, spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true, // a console of its own: Ctrl+C in ours does not reach it
        };
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var job = new JobObject();
        try
        {
            var process = new WindowsProcess(spec, start, job, time, Forget);
            _processes[process] = 0;
            return process;
        }
        catch (Win32Exception e)
        {
            job.Dispose();
            throw StartCheck.Refused(spec, file, e);
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_processes.Keys.Select(process => process.DisposeAsync().AsTask())).ConfigureAwait(false);

    private void Forget(WindowsProcess process) => _processes.TryRemove(process, out _);
}
