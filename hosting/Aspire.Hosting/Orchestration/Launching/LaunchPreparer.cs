using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Planning;
using Aspire.Hosting.Orchestration.Ports;
using Aspire.Hosting.Orchestration.Snapshots;
using Aspire.Hosting.Orchestration.Supervision;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>Makes the complete specification of a replica's process, as late as possible: every value is the one of this moment.</summary>
internal sealed class LaunchPreparer(
    EnvironmentComposer composer, Observer observer, ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    /// <summary>The specification. What is wrong is thrown and becomes the reason of the failed start.</summary>
    public async Task<ProcessSpec> PrepareAsync(Replica replica, CancellationToken cancellationToken)
    {
        OpenPorts(replica);
        var logger = loggers.GetLogger(replica.Name);
        var environment = await composer.ComposeAsync(replica, logger, cancellationToken).ConfigureAwait(false);
        var arguments = await composer.ComposeArgumentsAsync(replica, logger, cancellationToken).ConfigureAwait(false);
        var (command, before, directory) = Program(replica.Resource);

        await PublishAsync(replica, command, before, arguments, directory, environment).ConfigureAwait(false);
        var log = loggers.LogOf(replica.Name);
        return new ProcessSpec
        {
            FileName = command,
            Arguments = [.. before, .. arguments.Values],
            WorkingDirectory = directory,
            Environment = environment.Variables,
            Output = (line, isError) => log.Add(line, isError),
        };
    }

    // A port that was taken at first may be free by now; one that the process itself is to bind is looked at before it is told so.
    private static void OpenPorts(Replica replica)
    {
        var problems = new List<string>();
        foreach (var endpoint in replica.Endpoints)
        {
            if (endpoint.Open() is { } problem)
            {
                problems.Add(problem);
            }
            if (endpoint.TakenTargetPort(replica.Index) is { } taken)
            {
                problems.Add(taken);
            }
        }
        if (problems.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(' ', problems));
        }
    }

    private (string Command, ImmutableArray<string> Before, string Directory) Program(IResource resource)
    {
        if (resource is ExecutableResource executable)
        {
            return Directory.Exists(executable.WorkingDirectory)
                ? (executable.Command, [], executable.WorkingDirectory)
                : throw new DistributedApplicationException(
                    $"The working directory '{executable.WorkingDirectory}' of '{resource.Name}' does not exist. Create it, or correct the path given in the AppHost.");
        }

        var project = (ProjectResource)resource;
        var path = project.GetProjectMetadata().ProjectPath;
        var profile = CommandLine.Split(project.GetEffectiveLaunchProfile()?.LaunchProfile.CommandLineArgs);
        ImmutableArray<string> start = observer.Locate(project) switch
        {
            ProjectLocation.Built built => [built.Assembly],
            ProjectLocation.SourceFile file => ["run", file.Path, "--no-launch-profile", "--"],
            ProjectLocation.Missing missing => throw new DistributedApplicationException(missing.Reason),
            var other => throw new InvalidOperationException($"Unknown location {other}."),
        };
        return (DotNetHost.Path, [.. start, .. profile], Path.GetDirectoryName(path)!);
    }

    private Task PublishAsync(
        Replica replica, string command, ImmutableArray<string> before, ComposedArguments arguments, string directory, ComposedEnvironment environment)
    {
        var anySecret = arguments.Secret.Contains(true);
        ImmutableArray<EnvironmentVariableSnapshot> variables =
        [
            .. environment.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new EnvironmentVariableSnapshot(v.Key, v.Value, environment.FromModel.Contains(v.Key))),
        ];
        return notifications.PublishUpdateAsync(replica.Resource, replica.Name, s => s with
        {
            EnvironmentVariables = variables,
            Properties = s.Properties
                .Set(PropertyNames.ExecutablePath, command)
                .Set(PropertyNames.ExecutableWorkDir, directory)
                .Set(PropertyNames.ExecutableArgs, before.AddRange(arguments.Values), isSensitive: true)
                .Set(PropertyNames.AppArgs, arguments.Values, anySecret)
                .Set(PropertyNames.AppArgsSensitivity, arguments.Secret.Select(Convert.ToInt32).ToImmutableArray(), anySecret),
        });
    }
}
