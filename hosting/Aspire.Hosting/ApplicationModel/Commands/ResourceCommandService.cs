using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Carries out commands of resources.</summary>
public class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
    {
        _notifications = notifications;
        _loggers = loggers;
        _services = services;
    }

    /// <summary>Carries out a command of one instance of a resource.</summary>
    /// <param name="resourceId">The instance's id, or the name of a resource that has only one instance.</param>
    /// <param name="commandName">The command's name.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _notifications.TryGetCurrentState(resourceId, out var current)
            ? await ExecuteAsync(current.ResourceId, current.Resource, commandName, cancellationToken).ConfigureAwait(false)
            : CommandResults.Failure($"Resource '{resourceId}' not found.");

    /// <summary>Carries out a command of every instance of a resource.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);

        var ids = resource.GetResolvedResourceNames();
        var outcomes = await Task.WhenAll(ids.Select(id => ExecuteAsync(id, resource, commandName, cancellationToken))).ConfigureAwait(false);
        if (outcomes.Length == 1)
        {
            return outcomes[0];
        }

        var failures = ids.Zip(outcomes).Where(outcome => !outcome.Second.Success && !outcome.Second.Canceled).ToArray();
        if (failures.Length > 0)
        {
            return CommandResults.Failure($"{failures.Length} command executions failed.{Environment.NewLine}"
                + string.Join(Environment.NewLine, failures.Select(failure => $"Resource '{failure.First}' failed with error message: {failure.Second.ErrorMessage}")));
        }

        return outcomes.FirstOrDefault(outcome => outcome.Canceled) ?? CommandResults.Success();
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(string resourceId, IResource resource, string commandName, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resourceId);
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(command => command.Name == commandName) is not { } command)
        {
            logger.LogInformation("Command '{CommandName}' not available.", commandName);
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resourceId}'.");
        }

        logger.LogInformation("Executing command '{CommandName}'.", commandName);
        try
        {
            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                ResourceName = resourceId,
                ServiceProvider = _services,
                CancellationToken = cancellationToken,
            }).ConfigureAwait(false);
            LogOutcome(logger, commandName, result);
            return result;
        }
        catch (OperationCanceledException)
        {
            logger.LogDebug("Command '{CommandName}' was canceled.", commandName);
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            // A user's command: whatever it throws is its outcome, not ours.
            logger.LogError(exception, "Error executing command '{CommandName}'.", commandName);
            return CommandResults.Failure("Unhandled exception thrown while executing command.");
        }
    }

    private static void LogOutcome(ILogger logger, string commandName, ExecuteCommandResult result)
    {
        if (result.Success)
        {
            logger.LogInformation("Successfully executed command '{CommandName}'.", commandName);
        }
        else if (result.Canceled)
        {
            logger.LogDebug("Command '{CommandName}' was canceled.", commandName);
        }
        else
        {
            logger.LogInformation("Failure executing command '{CommandName}'. Error message: {ErrorMessage}", commandName, result.ErrorMessage);
        }
    }
}
