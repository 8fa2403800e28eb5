using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Writes the logs of the resources into the host's log, one category each: <c>{application}.Resources.{resource}</c>.</summary>
internal sealed class ResourceLogForwarder(
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IHostEnvironment environment,
    ILoggerFactory loggerFactory) : BackgroundService
{
    private readonly ConcurrentDictionary<string, Task> _followed = new(NameComparers.Resource);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                _ = _followed.GetOrAdd(change.ResourceId, id => Task.Run(() => FollowAsync(change.Resource, id, stoppingToken), CancellationToken.None));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(_followed.Values).ConfigureAwait(false);
    }

    private async Task FollowAsync(IResource resource, string id, CancellationToken cancellationToken)
    {
        var logger = loggerFactory.CreateLogger($"{environment.ApplicationName}.Resources.{resource.Name}");
        try
        {
            await foreach (var lines in loggers.WatchAsync(id).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var line in lines)
                {
                    logger.Log(line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, "{LineNumber}: {LineContent}", line.LineNumber, line.Content);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
