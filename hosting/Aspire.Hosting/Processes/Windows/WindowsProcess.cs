using System.Diagnostics;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Processes.Windows;

/// <summary>A child in its own job. Windows has no SIGTERM for a process without a window or a shared console, so a stop ends the job at once.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProcess : IRunningProcess
{
    private readonly Process _process;
    private readonly JobObject _job;
    private readonly TimeProvider _time;
    private readonly Action<WindowsProcess> _forget;

    public WindowsProcess(ProcessSpec spec, ProcessStartInfo start, JobObject job, TimeProvider time, Action<WindowsProcess> forget)
    {
        _job = job;
        _time = time;
        _forget = forget;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Deliver(e.Data, isError: false);
        _process.ErrorDataReceived += (_, e) => Deliver(e.Data, isError: true);
        _process.Start();
        _job.Add(_process.SafeHandle); // what it started before this line is not in the job; there is no earlier moment without a native launcher
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Id = _process.Id;
        StartedAt = time.GetUtcNow();
        Completion = CompleteAsync();

        void Deliver(string? line, bool isError)
        {
            if (line is not null)
            {
                spec.Output(line, isError);
            }
        }
    }

    public int Id { get; }

    public DateTimeOffset StartedAt { get; }

    public Task<ProcessExit> Completion { get; }

    public async Task<ProcessExit> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        _job.Terminate();
        return await Completion.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        _job.Dispose();
        _process.Dispose();
        _forget(this);
    }

    private async Task<ProcessExit> CompleteAsync()
    {
        // WaitForExitAsync also waits for the output; a descendant that keeps it open must not hold this up for long.
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) => exited.TrySetResult();
        _process.EnableRaisingEvents = true;
        await exited.Task.ConfigureAwait(false);
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(1), _time)).ConfigureAwait(false);
        return new ProcessExit(_process.ExitCode);
    }
}
