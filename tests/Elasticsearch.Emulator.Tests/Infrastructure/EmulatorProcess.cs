using System.Diagnostics;
using System.Text;
using Tests.Shared.Services;

namespace Elasticsearch.Emulator.Tests.Infrastructure;

/// <summary>The emulator as users run it: dotnet Elasticsearch.Emulator.dll.</summary>
public sealed class EmulatorProcess : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    readonly Process process;

    EmulatorProcess(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    public string Address { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Deadline };

    public static string Program => Path.Combine(AppContext.BaseDirectory, "Elasticsearch.Emulator.dll");

    public static async Task<EmulatorProcess> StartAsync(string data, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = Launch(["--urls", "http://127.0.0.1:0", "--data", data], environment);
        using var deadline = new CancellationTokenSource(Deadline);
        var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
        if (line is null)
        {
            throw new InvalidOperationException("the emulator did not start: " + await process.StandardError.ReadToEndAsync(deadline.Token));
        }

        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return new(process, line.Split(' ')[^1]);
    }

    public static Process Launch(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        _ = EndOfTests.Do(() => KillQuietly(process));
        return process;
    }

    static void KillQuietly(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, or has been disposed.
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => process.Kill();

    public async Task<string> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(Address + path, body.Length == 0 ? null : content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        using var deadline = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(deadline.Token);
        process.Dispose();
        Http.Dispose();
    }
}
