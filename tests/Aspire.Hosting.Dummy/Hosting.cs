using System.Collections;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Dummy;

/// <summary>A host without a model: starts each shell script through the launcher, passes their output on, and stays.</summary>
internal static class Hosting
{
    public static async Task<int> RunAsync(string[] scripts)
    {
        await using var launcher = new ProcessLauncher();
        foreach (var script in scripts)
        {
            var process = launcher.Start(new ProcessSpec
            {
                FileName = "/bin/sh",
                Arguments = ["-c", script],
                WorkingDirectory = "/",
                Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!),
                Output = (line, _) => Console.WriteLine(line),
            });
            Console.WriteLine($"child {process.Id}");
        }

        Console.WriteLine($"guardian {launcher.GuardianId}");
        Console.WriteLine("started");
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;
    }
}
