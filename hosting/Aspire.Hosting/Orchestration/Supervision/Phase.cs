namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>Where one replica stands. What the user reads is the resource state; this is what the supervisor decides by.</summary>
internal enum Phase
{
    /// <summary>Never started, or stopped before it was.</summary>
    NotStarted,

    /// <summary>An incarnation is being prepared: events, waits, ports, environment, launch.</summary>
    Preparing,

    /// <summary>The process of the current incarnation runs.</summary>
    Running,

    /// <summary>The current incarnation is being ended, by request.</summary>
    Stopping,

    /// <summary>The current incarnation is being ended and the next one follows.</summary>
    Restarting,

    /// <summary>The last incarnation's process has ended.</summary>
    Finished,

    /// <summary>The last incarnation could not be launched.</summary>
    FailedToStart,
}

/// <summary>What can happen to a replica.</summary>
internal enum Trigger
{
    /// <summary>Somebody asks it to start.</summary>
    Start,

    /// <summary>Somebody asks it to stop.</summary>
    Stop,

    /// <summary>Somebody asks for a new incarnation.</summary>
    Restart,

    /// <summary>The current incarnation's process was launched.</summary>
    Launched,

    /// <summary>The current incarnation could not be launched.</summary>
    Failed,

    /// <summary>The current incarnation was given up before it was launched.</summary>
    Abandoned,

    /// <summary>The current incarnation's process ended.</summary>
    Ended,
}

/// <summary>What the supervisor does when it moves.</summary>
internal enum Effect
{
    /// <summary>Nothing beyond the new phase.</summary>
    None,

    /// <summary>Begin the next incarnation.</summary>
    Prepare,

    /// <summary>Let the incarnation in preparation go on without its dependencies.</summary>
    SkipWaits,

    /// <summary>Give up the incarnation in preparation.</summary>
    Abandon,

    /// <summary>End the running process: SIGTERM, grace, SIGKILL.</summary>
    Terminate,

    /// <summary>Say that the process runs.</summary>
    AnnounceRunning,

    /// <summary>Say that the resource is not started.</summary>
    AnnounceNotStarted,

    /// <summary>Say why it could not be launched.</summary>
    AnnounceFailed,

    /// <summary>Say that the process ended and how.</summary>
    AnnounceEnded,

    /// <summary>Say that the process ended, then begin the next incarnation.</summary>
    AnnounceEndedAndPrepare,
}
