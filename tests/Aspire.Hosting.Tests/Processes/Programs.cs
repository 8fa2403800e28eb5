using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Processes;

/// <summary>What the process tests start, and how they wait: for conditions, with deadlines far beyond what a loaded machine needs.</summary>
internal static class Programs
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static string Dummy { get; } = Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.Dummy" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    public static Dictionary<string, string> HostEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    public static ProcessSpec Spec(string file, string[] arguments, Lines? lines = null) => new()
    {
        FileName = file,
        Arguments = arguments,
        WorkingDirectory = Path.GetTempPath(),
        Environment = HostEnvironment(),
        Output = lines is null ? static (_, _) => { } : lines.Add,
    };

    public static ProcessSpec Shell(string script, Lines? lines = null) => Spec("/bin/sh", ["-c", script], lines);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Deadline, $"Not seen within {Deadline}: {what}");
            await Task.Delay(10);
        }
    }

    /// <summary>Whether the process exists and is not merely waiting to be collected.</summary>
    public static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
