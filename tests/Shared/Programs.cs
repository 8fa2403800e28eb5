using System.Diagnostics;

namespace Tests.Shared;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record ProgramOutcome(int ExitCode, string Output, string Error);

/// <summary>Runs programs to their end.</summary>
internal static class Programs
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Whether a program is on PATH.</summary>
    public static bool Has(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, name)));

    public static async Task<ProgramOutcome> RunAsync(string file, IEnumerable<string> arguments, string workingDirectory, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ProgramOutcome(process.ExitCode, await output, await error);
    }
}
