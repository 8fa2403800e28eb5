using System.ComponentModel;
using System.Text;
using Aspirate.Cli;
using Aspirate.Problems;
using CliWrap;
using CliWrap.Exceptions;

namespace Aspirate.Tools;

/// <summary>Runs other programs. What is secret goes to their standard input, never into their arguments.</summary>
internal static class Tool
{
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation, TextWriter? progress = null, string? input = null, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var (exitCode, output, error) = await TryRunAsync(program, arguments, cancellation, progress, input, folder, environment);
        return exitCode == 0
            ? output
            : throw new CommandFailedException(ExitCode.ToolFailed, $"{program} {string.Join(' ', arguments)} ended with exit code {exitCode}:\n{Indent(error.Length > 0 ? error : output)}");
    }

    public static async Task<(int ExitCode, string Output, string Error)> TryRunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation, TextWriter? progress = null, string? input = null, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        var show = progress is null ? PipeTarget.Null : PipeTarget.ToDelegate(line => progress.WriteLine($"  {line}"));
        var command = CliWrap.Cli.Wrap(program)
            .WithArguments(arguments)
            .WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(input is null ? PipeSource.Null : PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.Merge(PipeTarget.ToStringBuilder(output), show))
            .WithStandardErrorPipe(PipeTarget.Merge(PipeTarget.ToStringBuilder(error), show));
        if (folder is not null)
        {
            command = command.WithWorkingDirectory(folder);
        }

        if (environment is not null)
        {
            command = command.WithEnvironmentVariables(environment);
        }

        try
        {
            var result = await command.ExecuteAsync(cancellation);
            return (result.ExitCode, output.ToString(), error.ToString());
        }
        catch (Exception exception) when (exception is Win32Exception or CliWrapException)
        {
            throw new CommandFailedException(ExitCode.ToolFailed, $"{program} is needed and could not be started: {exception.Message}. Install it, or put it on the PATH.");
        }
    }

    public static string Indent(string text) => string.Join('\n', text.TrimEnd().Split('\n').Select(line => $"  {line}"));
}
