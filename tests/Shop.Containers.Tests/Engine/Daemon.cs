using System.Diagnostics;

namespace Shop.Containers.Tests.Engine;

/// <summary>A program that runs beside the tests and ends with them: dockerd, the registry.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _log;
    private readonly Task _reading;
    private readonly IDisposable _end;

    public Daemon(Shell shell, string log, string program, params string[] arguments)
    {
        _log = log;
        _process = shell.Start(program, arguments);
        _reading = Task.WhenAll(CopyAsync(_process.StandardOutput), CopyAsync(_process.StandardError));
        _end = EndOfTests.Do(() => Stop(TimeSpan.FromSeconds(10)));
    }

    public bool HasExited => _process.HasExited;

    public string Said
    {
        get
        {
            lock (_log)
            {
                return File.Exists(_log) ? File.ReadAllText(_log) : "";
            }
        }
    }

    /// <summary>Waits until something holds.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> holds, string what)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (await holds() is { } found)
            {
                return found;
            }

            Assert.False(HasExited, $"{what}: it ended.\n{Said}");
            await Task.Delay(100);
        }

        throw new TimeoutException($"{what}: not within a minute.\n{Said}");
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Run(() => Stop(TimeSpan.FromSeconds(60)));
        _end.Dispose();
        await _reading;
        _process.Dispose();
    }

    private void Stop(TimeSpan patience)
    {
        if (_process.HasExited)
        {
            return;
        }

        _ = Terminate(_process.Id, 15);
        if (!_process.WaitForExit(patience))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    private async Task CopyAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                File.AppendAllText(_log, line + "\n");
            }
        }
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.SafeDirectories)]
    private static extern int Terminate(int process, int signal);
}
