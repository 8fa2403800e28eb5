using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Processes.Unix;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.EndToEnd.Tests;

/// <summary>An AppHost running as a process of its own, as a person would start it: driven by signals, observed by its output.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    public const string Started = "Distributed application started. Press Ctrl+C to shut down.";

    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly ProcessLauncher _launcher = new();
    private readonly List<string> _lines = [];
    private readonly IRunningProcess _process;

    private AppHostProcess(ProcessSpec spec) => _process = _launcher.Start(spec with { Output = (line, _) => Add(line) });

    public int Id => _process.Id;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public string Text => string.Join('\n', Lines);

    /// <summary>Starts the scenario. AppHosts that share <paramref name="state"/> remember each other's ports.</summary>
    public static AppHostProcess Start(string scenario, DirectoryInfo state, string[]? arguments = null, params (string Name, string? Value)[] environment)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        variables["XDG_STATE_HOME"] = state.FullName;
        variables["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in environment)
        {
            if (value is null)
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }

        return new AppHostProcess(new ProcessSpec
        {
            FileName = Program(),
            Arguments = ["--scenario", scenario, .. arguments ?? []],
            WorkingDirectory = Path.GetTempPath(),
            Environment = variables,
        });
    }

    public Task StartedAsync() => LineAsync(line => line == Started, Started);

    public async Task HealthyAsync(params string[] resources)
    {
        foreach (var resource in resources)
        {
            await LineAsync(line => line.StartsWith($"[{resource}] Running, Healthy", StringComparison.Ordinal), $"{resource} healthy");
        }
    }

    /// <summary>The URL that the console shows for a healthy resource.</summary>
    public async Task<Uri> UrlAsync(string resource)
    {
        var line = await LineAsync(line => line.StartsWith($"[{resource}] Running, Healthy http", StringComparison.Ordinal), $"the URL of {resource}");
        return new Uri(line.Split(' ')[3]);
    }

    /// <summary>The number in the line "[resource] WORD ... NUMBER" that a dummy printed, the last one of the line.</summary>
    public async Task<int> NumberAsync(string resource, string word)
    {
        var line = await LineAsync(line => line.StartsWith($"[{resource}] {word} ", StringComparison.Ordinal), $"[{resource}] {word}");
        return int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    public async Task<string> LineAsync(Func<string, bool> matches, string what)
    {
        string? found = null;
        await UntilAsync(() => (found = Lines.FirstOrDefault(matches)) is not null || _process.Completion.IsCompleted, what);
        return found ?? Lines.FirstOrDefault(matches) ?? throw new InvalidOperationException($"The AppHost ended without: {what}\n{Text}");
    }

    public void Signal(int signal) => Assert.Equal(0, LibC.kill(Id, signal));

    public async Task ExitsWithAsync(int expected)
    {
        var exit = await ExitCodeAsync();
        Assert.True(exit == expected, $"The AppHost ended with {exit} instead of {expected}:\n{Text}");
    }

    public async Task<int> ExitCodeAsync() => (await _process.Completion.WaitAsync(Deadline)).ExitCode;

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Deadline, $"Not seen within {Deadline}: {what}. The AppHost {(_process.Completion.IsCompleted ? "has ended and" : "")} said:\n{Text}");
            await Task.Delay(20);
        }
    }

    public Task GoneAsync(IReadOnlyCollection<int> processes) =>
        UntilAsync(() => processes.All(id => ProcessTable.Find(id) is null or { IsDead: true }), "the end of every process");

    public Task FreeAsync(int port) => UntilAsync(() => !PortOwnerLookup.IsListening(port), $"port {port} free");

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    private static string Program() =>
        typeof(AppHostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "AppHostProgram").Value!.Replace('\\', '/');

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}
