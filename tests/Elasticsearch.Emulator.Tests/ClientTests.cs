using System.Diagnostics;
using System.Runtime.CompilerServices;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests;

/// <summary>The official clients, as black boxes: what they do to a real Elasticsearch they do to this one.</summary>
public sealed class ClientTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_JavaScript_client_runs_the_shop()
    {
        Assert.SkipUnless(await WorksAsync("node", "--version") && await WorksAsync("npm", "--version"), "node and npm are not installed.");
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@elastic", "elasticsearch")))
        {
            var (code, output) = await RunAsync("npm", "ci", "--no-audit", "--no-fund");
            Assert.True(code == 0, output);
        }

        await PassesAsync("node", "javascript.mjs", Address);
    }

    [Fact]
    public async Task The_Python_client_runs_the_shop()
    {
        Assert.SkipUnless(await WorksAsync("/usr/bin/python3", "-c", "import elasticsearch"), "The package python3-elasticsearch is not installed for /usr/bin/python3.");
        await PassesAsync("/usr/bin/python3", "python_client.py", Address);
    }

    string Address => Server.RealUrl ?? fixture.Server.Address;

    static string Folder => Path.Combine(Here(), "clients");

    static async Task PassesAsync(string program, params string[] arguments)
    {
        var (code, output) = await RunAsync(program, arguments);
        Assert.True(code == 0 && output.Contains("client: ok", StringComparison.Ordinal), $"{program} ended with {code}:\n{output}");
    }

    static async Task<bool> WorksAsync(string program, params string[] arguments)
    {
        try
        {
            return (await RunAsync(program, arguments)).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };

        // The server is on this machine; a proxy that happens to be configured has no part in it.
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1,localhost";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
