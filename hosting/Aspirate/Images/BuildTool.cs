using System.Text.RegularExpressions;
using Aspirate.Problems;
using Aspirate.Tools;

namespace Aspirate.Images;

/// <summary>Runs dotnet, docker or podman; what they say on failure is cut to its end, and secrets are taken out of it.</summary>
internal sealed partial class BuildTool(IReadOnlyCollection<string> secrets)
{
    private const int LastLines = 20;

    public async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string wayOut, CancellationToken cancellation, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        int exitCode;
        string output, error;
        try
        {
            (exitCode, output, error) = await Tool.TryRunAsync(program, arguments, cancellation, folder: folder, environment: environment);
        }
        catch (CommandFailedException exception)
        {
            throw new BuildFailedException(exception.Message);
        }

        if (exitCode == 0)
        {
            return output;
        }

        // Compilers complain on standard output, engines on standard error; the cause is among the last lines of either.
        var lines = Colour().Replace($"{output}\n{error}", "").Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length > 0).ToList();
        var last = string.Join('\n', lines.Skip(Math.Max(0, lines.Count - LastLines)));
        throw new BuildFailedException(Redact($"{program} {string.Join(' ', arguments)}\nended with exit code {exitCode}; its last lines:\n{Tool.Indent(last)}\n{wayOut}"));
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex Colour();

    private string Redact(string text) => secrets.Where(s => s.Length > 0).OrderByDescending(s => s.Length).Aggregate(text, (t, secret) => t.Replace(secret, "***", StringComparison.Ordinal));
}
