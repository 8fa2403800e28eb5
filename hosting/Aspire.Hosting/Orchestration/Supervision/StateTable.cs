using System.Collections.Frozen;
using System.Text;

namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>Where a trigger leads and what is done on the way.</summary>
internal readonly record struct Move(Phase Next, Effect Effect);

/// <summary>Every move a replica can make. What is not listed changes nothing: asking a running process to start is no error.</summary>
internal static class StateTable
{
    private static readonly FrozenDictionary<(Phase, Trigger), Move> Moves = new Dictionary<(Phase, Trigger), Move>
    {
        [(Phase.NotStarted, Trigger.Start)] = new(Phase.Preparing, Effect.Prepare),
        [(Phase.NotStarted, Trigger.Restart)] = new(Phase.Preparing, Effect.Prepare),

        [(Phase.Preparing, Trigger.Start)] = new(Phase.Preparing, Effect.SkipWaits),
        [(Phase.Preparing, Trigger.Stop)] = new(Phase.Stopping, Effect.Abandon),
        [(Phase.Preparing, Trigger.Restart)] = new(Phase.Restarting, Effect.Abandon),
        [(Phase.Preparing, Trigger.Launched)] = new(Phase.Running, Effect.AnnounceRunning),
        [(Phase.Preparing, Trigger.Failed)] = new(Phase.FailedToStart, Effect.AnnounceFailed),
        [(Phase.Preparing, Trigger.Abandoned)] = new(Phase.NotStarted, Effect.AnnounceNotStarted),

        [(Phase.Running, Trigger.Stop)] = new(Phase.Stopping, Effect.Terminate),
        [(Phase.Running, Trigger.Restart)] = new(Phase.Restarting, Effect.Terminate),
        [(Phase.Running, Trigger.Ended)] = new(Phase.Finished, Effect.AnnounceEnded),

        // The launch won the race against the request to stop: there is a process after all.
        [(Phase.Stopping, Trigger.Launched)] = new(Phase.Stopping, Effect.Terminate),
        [(Phase.Stopping, Trigger.Start)] = new(Phase.Restarting, Effect.None),
        [(Phase.Stopping, Trigger.Restart)] = new(Phase.Restarting, Effect.None),
        [(Phase.Stopping, Trigger.Failed)] = new(Phase.FailedToStart, Effect.AnnounceFailed),
        [(Phase.Stopping, Trigger.Abandoned)] = new(Phase.NotStarted, Effect.AnnounceNotStarted),
        [(Phase.Stopping, Trigger.Ended)] = new(Phase.Finished, Effect.AnnounceEnded),

        [(Phase.Restarting, Trigger.Launched)] = new(Phase.Restarting, Effect.Terminate),
        [(Phase.Restarting, Trigger.Stop)] = new(Phase.Stopping, Effect.None),
        [(Phase.Restarting, Trigger.Failed)] = new(Phase.Preparing, Effect.Prepare),
        [(Phase.Restarting, Trigger.Abandoned)] = new(Phase.Preparing, Effect.Prepare),
        [(Phase.Restarting, Trigger.Ended)] = new(Phase.Preparing, Effect.AnnounceEndedAndPrepare),

        [(Phase.Finished, Trigger.Start)] = new(Phase.Preparing, Effect.Prepare),
        [(Phase.Finished, Trigger.Restart)] = new(Phase.Preparing, Effect.Prepare),

        [(Phase.FailedToStart, Trigger.Start)] = new(Phase.Preparing, Effect.Prepare),
        [(Phase.FailedToStart, Trigger.Restart)] = new(Phase.Preparing, Effect.Prepare),
    }.ToFrozenDictionary();

    /// <summary>The move, or null when the trigger changes nothing in this phase.</summary>
    public static Move? Find(Phase phase, Trigger trigger) => Moves.TryGetValue((phase, trigger), out var move) ? move : null;

    /// <summary>True in the phases in which nothing of the replica runs or is about to.</summary>
    public static bool IsAtRest(Phase phase) => phase is Phase.NotStarted or Phase.Finished or Phase.FailedToStart;

    /// <summary>The whole table, one move a line.</summary>
    public static string Print()
    {
        var text = new StringBuilder();
        foreach (var ((phase, trigger), move) in Moves.OrderBy(m => m.Key))
        {
            text.Append(phase).Append(" + ").Append(trigger).Append(" -> ").Append(move.Next);
            text.AppendLine(move.Effect is Effect.None ? "" : $" ({move.Effect})");
        }
        return text.ToString();
    }
}
