namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of the commands every process and container has.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts a resource that is not running.</summary>
    public static readonly string StartCommand = "resource-start";

    /// <summary>Stops a running resource.</summary>
    public static readonly string StopCommand = "resource-stop";

    /// <summary>Stops a resource and starts it again.</summary>
    public static readonly string RestartCommand = "resource-restart";
}

/// <summary>How a state is coloured where states are shown.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>All is well.</summary>
    public static readonly string Success = "success";

    /// <summary>Something failed.</summary>
    public static readonly string Error = "error";

    /// <summary>Something is under way.</summary>
    public static readonly string Info = "info";

    /// <summary>Something needs attention.</summary>
    public static readonly string Warn = "warn";
}

/// <summary>The states the host itself puts resources in.</summary>
public static class KnownResourceStates
{
    /// <summary>Not shown. Use <see cref="CustomResourceSnapshot.IsHidden"/> instead.</summary>
    [Obsolete("Use CustomResourceSnapshot.IsHidden instead.")]
    public static readonly string Hidden = nameof(Hidden);

    /// <summary>Being started.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Running.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>Could not be started; terminal.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>What it runs on (a container engine) does not work.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>Being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Was stopped or ended unexpectedly; terminal.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>Ran to its end; terminal.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>Waits for its dependencies.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Starts only on request and was not asked yet.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>In use, for resources without a process.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>The states that end a run.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
