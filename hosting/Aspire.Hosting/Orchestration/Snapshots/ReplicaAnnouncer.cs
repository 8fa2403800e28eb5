using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration.Supervision;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Snapshots;

/// <summary>Turns what becomes of a replica into its snapshot, its log and its events.</summary>
internal sealed class ReplicaAnnouncer(
    ResourceNotificationService notifications, ResourceLoggerService loggers, IDistributedApplicationEventing eventing,
    IServiceProvider services, TimeProvider time, ILogger<ReplicaAnnouncer> logger) : IAnnouncer
{
    public Task StartingAsync(Replica replica, int incarnation) => PublishAsync(replica, s => s with
    {
        State = KnownResourceStates.Starting,
        HealthReports = InitialReports(replica.Resource),
        ResourceReadyEvent = null,
        ExitCode = null,
        StartTimeStamp = null,
        StopTimeStamp = null,
        Properties = s.Properties.Set(PropertyNames.StateReason, null).Set(PropertyNames.ExecutablePid, null),
    });

    // The wait said "Waiting" of all replicas; from here on this one is being started.
    public Task LaunchingAsync(Replica replica) => PublishAsync(replica, s => s.State?.Text == KnownResourceStates.Starting ? s : s with
    {
        State = KnownResourceStates.Starting,
        Properties = s.Properties.Set(PropertyNames.WaitingFor, null),
    });

    public Task RunningAsync(Replica replica, IRunningProcess process) => PublishAsync(replica, s => s with
    {
        State = KnownResourceStates.Running,
        StartTimeStamp = process.StartedAt.UtcDateTime,
        Properties = s.Properties.Set(PropertyNames.ExecutablePid, process.Id),
        Urls = Active(s.Urls, active: true),
    });

    public Task StoppingAsync(Replica replica) => PublishAsync(replica, s => s with
    {
        State = KnownResourceStates.Stopping,
        Properties = s.Properties.Set(PropertyNames.WaitingFor, null),
    });

    public async Task EndedAsync(Replica replica, ProcessExit exit, bool wanted)
    {
        var failed = exit.ExitCode != 0 && !wanted;
        var reason = failed ? $"The process ended with exit code {exit.ExitCode}." : null;
        if (failed)
        {
            loggers.GetLogger(replica.Name).LogError("The process ended with exit code {ExitCode}.", exit.ExitCode);
        }
        await PublishAsync(replica, s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.Finished, failed ? KnownResourceStateStyles.Error : null),
            ExitCode = exit.ExitCode,
            StopTimeStamp = Now,
            Properties = s.Properties.Set(PropertyNames.ExecutablePid, null).Set(PropertyNames.StateReason, reason),
            Urls = Active(s.Urls, active: false),
        }).ConfigureAwait(false);
        StoppedEvent(replica);
    }

    public Task NotStartedAsync(Replica replica) => PublishAsync(replica, s => s with
    {
        State = KnownResourceStates.NotStarted,
        StopTimeStamp = Now,
        Properties = s.Properties.Set(PropertyNames.WaitingFor, null),
    });

    public async Task FailedAsync(Replica replica, Exception error)
    {
        // The user's own mistakes and the system's refusals are told in a sentence; only what nobody expected shows its stack.
        var log = loggers.GetLogger(replica.Name);
        if (error is DistributedApplicationException or ProcessStartException)
        {
            log.LogError("{Reason}", error.Message);
        }
        else
        {
            log.LogError(error, "The resource could not be started: {Reason}", error.Message);
        }
        await PublishAsync(replica, s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StopTimeStamp = Now,
            Properties = s.Properties.Set(PropertyNames.StateReason, error.Message).Set(PropertyNames.WaitingFor, null),
            Urls = Active(s.Urls, active: false),
        }).ConfigureAwait(false);
        StoppedEvent(replica);
    }

    /// <summary>The reports of checks that have not answered yet.</summary>
    public static ImmutableArray<HealthReportSnapshot> InitialReports(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(c => c.Key).Distinct(StringComparer.Ordinal).Select(key => new HealthReportSnapshot(key, null, null, null))];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private Task PublishAsync(Replica replica, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.PublishUpdateAsync(replica.Resource, replica.Name, change);

    private static ImmutableArray<UrlSnapshot> Active(ImmutableArray<UrlSnapshot> urls, bool active) =>
        [.. urls.Select(url => url.Name is null ? url : url with { IsInactive = !active })];

    // Handlers of the user's run beside the supervision: one that takes long must not hold up a restart.
    private void StoppedEvent(Replica replica)
    {
        if (!notifications.TryGetCurrentState(replica.Name, out var last))
        {
            return;
        }
        _ = Task.Run(async () =>
        {
            try
            {
                await eventing.PublishAsync(new ResourceStoppedEvent(replica.Resource, services, last)).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                logger.LogError(e, "A handler of the stopped event of '{Resource}' failed.", replica.Resource.Name);
            }
        });
    }
}
