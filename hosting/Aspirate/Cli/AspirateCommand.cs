using System.CommandLine;
using Aspirate.Images;
using Aspirate.Problems;

namespace Aspirate.Cli;

/// <summary>The command line: its verbs, and how their failures reach the user.</summary>
public static class AspirateCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        var parsed = Build(output).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync($"aspirate: {problem.Message}");
            }

            await error.WriteLineAsync("aspirate --help tells what there is.");
            return ExitCode.InputRefused;
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

    private static RootCommand Build(TextWriter output)
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
        var command = new Command("generate", "Writes the files of a deployment.")
        {
            o.ProjectPath, o.AspireManifest, o.OutputPath, o.OutputFormat, o.SkipBuild, o.SkipFinal, o.Namespace, o.ContainerRegistry,
            o.ContainerRepositoryPrefix, o.ContainerImageTag, o.ContainerBuilder, o.ContainerBuildArg, o.ContainerBaseImage, o.Rebuild, o.ImagePullPolicy, o.RuntimeIdentifier,
            o.LaunchProfile, o.DisableSecrets, o.DisableState, o.ReplaceSecrets, o.SecretPassword, o.SecretProvider, o.NonInteractive, o.Parameter,
            o.Skip, o.ComposeBuild, o.PrivateRegistry, o.PrivateRegistryUrl, o.PrivateRegistryUsername, o.PrivateRegistryPassword,
            o.PrivateRegistryEmail, o.IngressDomain, o.TemplatePath,
        };
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
        var command = new Command("build", "Builds the images, and pushes them where a registry is named.")
        {
            o.ProjectPath, o.AspireManifest, o.ContainerRegistry, o.ContainerRepositoryPrefix, o.ContainerImageTag, o.ContainerBuilder, o.ContainerBuildArg, o.ContainerBaseImage, o.Rebuild,
            o.RuntimeIdentifier, o.LaunchProfile, o.DisableSecrets, o.DisableState, o.SecretPassword, o.SecretProvider, o.UseSecrets, o.NonInteractive, o.Parameter,
            o.Skip, o.ComposeBuild,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var read = o.Read(result);
            var session = DeploymentSession.Open(read, await ManifestSource.FindAsync(read, output, cancellation), dialog);
            // Compose takes bind mounts as they are; what only a cluster would refuse does not stop a build.
            var model = session.Build(Output.OutputFormat.Compose, dialog);
            session.Problems.ThrowIfAny();
            using var builder = new ImageBuilder(session, model, read, output);
            await builder.RunAsync(model.Images, cancellation);
            session.Secrets?.Save();
            return ExitCode.Success;
        });
        return command;
    }
}
