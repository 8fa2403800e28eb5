using System.Diagnostics;
using System.Text.RegularExpressions;
using Tests.Shared.Services;

namespace Shop.EndToEnd.Tests.Hosting;

/// <summary>The AppHost as a process of its own, started from its build output, read through its plain console lines.</summary>
internal sealed partial class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Dictionary<string, Uri> _healthy = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IDisposable? _atTheEnd;

    private AppHostProcess(Process process) => _process = process;

    public static async Task<AppHostProcess> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Assert.True(File.Exists(Repository.AppHost), $"{Repository.AppHost} is not built.");
        var start = new ProcessStartInfo("dotnet", [Repository.AppHost, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Repository.Root, "AppHost"),
        };

        // Whoever runs the tests may have telemetry of their own; this shop's goes where the test says.
        start.Environment.Remove("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL");
        start.Environment.Remove("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var host = new AppHostProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        host.Run();
        try
        {
            await host._started.Task.WaitAsync(StartPatience);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The AppHost did not start.\n{host.Output}");
        }
    }

    /// <summary>Everything it said so far.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>The address of a resource, once the AppHost calls it healthy.</summary>
    public async Task<Uri> AddressOfAsync(string resource)
    {
        try
        {
            return await Deadline.UntilAsync(() => Task.FromResult(Find(resource)), $"'{resource}' healthy", StartPatience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\n{Output}", late);
        }
    }

    /// <summary>Ends the process behind a project resource as if it had crashed.</summary>
    public async Task KillProjectAsync(string assembly)
    {
        var id = await Deadline.UntilAsync(() => Task.FromResult(DescendantRunning(assembly)), $"a process running {assembly}");
        using var victim = Process.GetProcessById(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        victim.Kill();
        await victim.WaitForExitAsync().WaitAsync(Deadline.Patience);
    }

    /// <summary>Asks it to end as a terminal's close or a supervisor does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
        {
            return;
        }

        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(Deadline.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        _atTheEnd?.Dispose();
        try
        {
            await StopAsync();
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void StopWithThisProcess()
    {
        try
        {
            StopAsync().GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has been disposed.
        }
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException("It ended."));
        _process.Start();
        _atTheEnd = EndOfTests.Do(StopWithThisProcess);
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
            if (HealthyLine().Match(line) is { Success: true } healthy)
            {
                _healthy[healthy.Groups["name"].Value] = new Uri(healthy.Groups["url"].Value);
            }
        }

        if (line.Contains("Distributed application started.", StringComparison.Ordinal))
        {
            _started.TrySetResult();
        }
    }

    private Uri? Find(string resource)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The AppHost ended.\n{Output}");
        }

        lock (_lines)
        {
            return _healthy.GetValueOrDefault(resource);
        }
    }

    // Linux has the command line of every process in /proc; the tree is walked so that another clone's processes are left alone.
    private string? DescendantRunning(string assembly)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && TryRead(Path.Combine(folder, "stat")) is { } stat)
            {
                parents[id] = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        bool IsOurs(int id) => id == _process.Id || (parents.TryGetValue(id, out var parent) && parent > 1 && IsOurs(parent));
        return parents.Keys
            .Where(id => IsOurs(id) && TryRead($"/proc/{id}/cmdline")?.Contains(assembly, StringComparison.Ordinal) == true)
            .Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault();
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\[(?<name>[^\]]+)\] Running, Healthy (?<url>https?://\S+)")]
    private static partial Regex HealthyLine();
}
