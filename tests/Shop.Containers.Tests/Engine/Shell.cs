using System.Diagnostics;

namespace Shop.Containers.Tests.Engine;

/// <summary>Runs programs to their end; what they say is in the failure.</summary>
internal sealed class Shell(IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output, error) = await TryAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}\n{output}\n{error}");
        return output;
    }

    public async Task<(int Code, string Output, string Error)> TryAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {Patience}.");
        }

        return (process.ExitCode, await output, await error);
    }

    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Clone.Root };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
