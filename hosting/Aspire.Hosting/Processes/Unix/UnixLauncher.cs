using System.Collections.Concurrent;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>Starts children in sessions of their own, so that Ctrl+C in the terminal reaches only the host, and sees to it that none outlives the host.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixLauncher(TimeProvider time) : IProcessLauncher, IAsyncDisposable
{
    private readonly StarterThread _starter = new();
    private readonly ChildReaper _reaper = new();
    private readonly ConcurrentDictionary<UnixProcess, byte> _processes = [];
    private readonly Lock _lock = new();
    private readonly string? _deathSignalTool = FindDeathSignalTool();
    private Guardian? _guardian;
    private Task? _disposing;

    public TimeProvider Time => time;

    public OutputPump Pump { get; } = new();

    /// <summary>The guardian's process id, or 0.</summary>
    public int GuardianId => _guardian?.Id ?? 0;

    public IRunningProcess Start(ProcessSpec spec)
    {
        if (_disposing is not null)
        {
            throw new ProcessStartException($"'{spec.FileName}' cannot start: the host is ending.");
        }

        var file = StartCheck.Resolve(spec);
        using var output = new PipeHandover();
        using var error = new PipeHandover();
        string[] pipes = [PipeName(output.Pipe.Read), PipeName(error.Pipe.Read)];
        var guardian = GetGuardian();

        var id = Spawned(spec, file, output.Pipe.Write, error.Pipe.Write);
        guardian.Add(id, string.Join(' ', pipes));
        output.Pipe.CloseWrite();
        error.Pipe.CloseWrite();
        var process = new UnixProcess(this, id, time.GetUtcNow(),
            Pump.Add(output.Release(), line => spec.Output(line, false)),
            Pump.Add(error.Release(), line => spec.Output(line, true)), pipes);
        _processes[process] = 0;
        _reaper.Watch(id, process.OnExited);
        return process;
    }

    /// <summary>Gives the id of an ended process back, in the order that keeps the guardian from ever signalling a stranger.</summary>
    public void Collect(int id)
    {
        _guardian?.Remove(id);
        ChildReaper.Reap(id);
    }

    public void Forget(UnixProcess process) => _processes.TryRemove(process, out _);

    // More than one may want it at the same time: an orderly end, and an impatient Ctrl+C in the middle of it.
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            return new ValueTask(_disposing ??= DisposeOnceAsync());
        }
    }

    private async Task DisposeOnceAsync()
    {
        await Task.Yield();
        await Task.WhenAll(_processes.Keys.Select(process => process.DisposeAsync().AsTask())).ConfigureAwait(false);
        if (_guardian is { } guardian)
        {
            await guardian.CloseAsync(time).ConfigureAwait(false);
            guardian.Dispose();
        }

        _reaper.Dispose();
        _starter.Dispose();
        Pump.Dispose();
    }

    private Guardian GetGuardian()
    {
        lock (_lock)
        {
            return _guardian ??= new Guardian(_reaper, _starter.Run);
        }
    }

    private int Spawned(ProcessSpec spec, string file, int output, int error)
    {
        // The parent-death signal can only be set from inside the child. setpriv (util-linux, present on every common distribution)
        // sets it and becomes the program, so there is no process in between.
        var (program, arguments) = _deathSignalTool is { } tool
            ? (tool, (IReadOnlyList<string>)["--pdeathsig", "KILL", "--", file, .. spec.Arguments])
            : (file, spec.Arguments);
        try
        {
            return _starter.Run(() => Spawn.Run(program, arguments, spec.Environment, spec.WorkingDirectory, -1, output, error));
        }
        catch (Win32Exception e)
        {
            throw StartCheck.Refused(spec, file, e);
        }
    }

    private static string? FindDeathSignalTool()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // BusyBox has an applet of the same name without the option; it is always a link to busybox.
        string[] places = ["/usr/bin/setpriv", "/bin/setpriv"];
        return places.FirstOrDefault(place => File.Exists(place) && !(File.ResolveLinkTarget(place, returnFinalTarget: true)?.Name.Contains("busybox", StringComparison.Ordinal) ?? false));
    }

    private static string PipeName(int descriptor) =>
        OperatingSystem.IsLinux()
            ? File.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}"), returnFinalTarget: false)?.Name ?? "-"
            : "-";

    /// <summary>Closes the pipe unless it was handed over.</summary>
    private sealed class PipeHandover : IDisposable
    {
        private bool _released;

        public Pipe Pipe { get; } = new();

        public Pipe Release()
        {
            _released = true;
            return Pipe;
        }

        public void Dispose()
        {
            if (!_released)
            {
                Pipe.Dispose();
            }
        }
    }
}
