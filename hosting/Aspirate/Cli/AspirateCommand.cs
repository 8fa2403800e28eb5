using System.CommandLine;
using Aspirate.Images;
using Aspirate.Problems;

namespace Aspirate.Cli;

/// <summary>The command line: its verbs, and how their failures reach the user.</summary>
public static class AspirateCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        // Nothing asked for: what there is.
        var parsed = Build(output).Parse(args.Length == 0 ? ["--help"] : args, new() { ResponseFileTokenReplacer = CliOption.ReadResponseFile });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in Complaints(parsed))
            {
                await error.WriteLineAsync($"aspirate: {problem}");
            }

            await error.WriteLineAsync("aspirate --help tells what there is.");
            return ExitCode.InputRefused;
        }

        var verb = parsed.CommandResult.Command;
        CliOption.HidesVariables = parsed.Action != verb.Action;
        if (!CliOption.HidesVariables)
        {
            foreach (var option in verb.Options.OfType<IIdleOption>().Where(option => option.IsUsed(parsed)))
            {
                await output.WriteLineAsync($"note: {option.Name} has no effect: {option.Why}");
            }
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, Output = output, Error = error }, cancellation);
        }
        catch (InputRefusedException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.InputRefused;
        }
        catch (CommandFailedException exception)
        {
            await error.WriteLineAsync($"aspirate: {exception.Message}");
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("aspirate: interrupted.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"aspirate: {exception.Message}");
            return ExitCode.Failure;
        }
    }

    private static IEnumerable<string> Complaints(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Action is not null)
        {
            return parsed.Errors.Select(e => e.Message.Replace("as expected type 'System.Int32'", "as a whole number", StringComparison.Ordinal)).Distinct();
        }

        var verbs = string.Join(", ", command.Subcommands.Select(c => c.Name));
        var place = command is RootCommand ? "" : command.Name + ": ";
        return [parsed.UnmatchedTokens is [var word, ..] ? $"{place}there is no \"{word}\"; there are {verbs}." : $"{place}one of {verbs} is needed."];
    }

    internal static RootCommand Build(TextWriter output)
    {
        var options = new CommandOptions();
        IUserDialog dialog = new TerminalDialog();
        var root = new RootCommand("Turns an Aspire manifest into Kubernetes, Helm or Compose files, and brings them to a cluster.");
        root.Add(SettingsCommands.Init(options, dialog, output));
        root.Add(Generate(options, dialog, output));
        root.Add(BuildVerb(options, dialog, output));
        root.Add(ClusterCommands.Apply(options, dialog, output));
        root.Add(ClusterCommands.Destroy(options, dialog, output));
        root.Add(new RolloutCommands(options, dialog, output).Build());
        root.Add(ClusterCommands.Run(options, dialog, output));
        root.Add(ClusterCommands.Stop(options, dialog, output));
        root.Add(SettingsCommands.Settings(options, output));
        root.Add(SettingsCommands.Secrets(options, dialog, output));
        return root;
    }

    private static Command Generate(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var command = new Command("generate", "Writes the files of a deployment.").With(o.Common).With(o.Images).With(o.Files)
            .With([o.OutputFormat, o.SkipFinal, o.UseEnvironmentVariables]);
        command.SetAction(async (result, cancellation) =>
        {
            var read = o.Read(result);
            var manifest = await ManifestSource.FindAsync(read, output, cancellation);
            return await new GenerateCommand(read, dialog, output).RunAsync(manifest, cancellation);
        });
        return command;
    }

    private static Command BuildVerb(CommandOptions o, IUserDialog dialog, TextWriter output)
    {
        var command = new Command("build", "Builds the images, and pushes them where a registry is named.").With(o.Common).With(o.Images);
        command.SetAction(async (result, cancellation) =>
        {
            var read = o.Read(result);
            var session = DeploymentSession.OpenForBuild(read, await ManifestSource.FindAsync(read, output, cancellation), dialog);
            var model = session.BuildImages(dialog);
            session.Problems.ThrowIfAny();
            session.Notes.ForEach(note => output.WriteLine($"note: {note}"));
            using var builder = new ImageBuilder(session, model, read, output);
            await builder.RunAsync(model.Images, cancellation);
            session.Secrets?.Save();
            return ExitCode.Success;
        });
        return command;
    }
}
