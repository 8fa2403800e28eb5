using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Tests.Shared.Services;

/// <summary>A service of this repository in a process of its own, on a port it chose itself; it ends with this process.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IDisposable? _atTheEnd;

    private ServiceProcess(Process process) => _process = process;

    public string Address { get; private set; } = "";

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The built assembly of a project, in the configuration of these tests.</summary>
    public static string Project(string folder, string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(RepositoryRoot(), folder, "bin", configuration, "net10.0", name + ".dll");
    }

    public static async Task<ServiceProcess> StartAsync(string assembly, IEnumerable<string> arguments, IEnumerable<(string Key, string Value)> environment)
    {
        Assert.True(File.Exists(assembly), $"{assembly} is not built.");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        start.ArgumentList.Add(assembly);
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var service = new ServiceProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        service.Run();
        try
        {
            service.Address = await service._listening.Task.WaitAsync(Deadline);
        }
        catch (Exception failure)
        {
            await service.DisposeAsync();
            throw new InvalidOperationException($"{Path.GetFileName(assembly)} does not listen ({failure.Message}):\n{service.Output}", failure);
        }

        return service;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Deadline);
    }

    /// <summary>SIGTERM; the time until the process was gone.</summary>
    public async Task<TimeSpan> TerminateAsync()
    {
        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return watch.Elapsed;
    }

    public int ExitCode => _process.ExitCode;

    public async ValueTask DisposeAsync()
    {
        _atTheEnd?.Dispose();
        KillQuietly();
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        _process.Dispose();
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("it ended"));
        _process.Start();
        _atTheEnd = EndOfTests.Do(KillQuietly);
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        // "Now listening on: http://…" by the services, "… listening on http://…" by the emulator.
        var announced = Announcement().Match(line);
        if (announced.Success)
        {
            _listening.TrySetResult(announced.Groups[1].Value);
        }
    }

    private void KillQuietly()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended, or never began.
        }
    }

    private static string RepositoryRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"listening on:? (http://[^\s/]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Announcement();
}
