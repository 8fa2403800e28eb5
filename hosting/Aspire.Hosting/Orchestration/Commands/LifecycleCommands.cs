using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Commands;

/// <summary>Gives every resource that can be started its commands: start, stop, restart.</summary>
internal static class LifecycleCommands
{
    private static readonly string[] Stopped = [KnownResourceStates.Exited, KnownResourceStates.Finished, KnownResourceStates.FailedToStart, KnownResourceStates.NotStarted];

    /// <summary>Adds those that are not there yet; <paramref name="execute"/> gets the command and the instance's or the resource's name.</summary>
    public static void Add(IResource resource, Func<string, string, CancellationToken, Task<ExecuteCommandResult>> execute)
    {
        Add(KnownResourceCommands.StartCommand, "Start", StartState, "Start the resource.", "Play", highlighted: true);
        Add(KnownResourceCommands.StopCommand, "Stop", StopState, "Stop the resource.", "Stop", highlighted: true);
        Add(KnownResourceCommands.RestartCommand, "Restart", RestartState, "Restart the resource.", "ArrowCounterclockwise", highlighted: false);

        void Add(string name, string title, Func<string?, ResourceCommandState> state, string description, string icon, bool highlighted)
        {
            if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == name))
            {
                return;
            }
            resource.Annotations.Add(new ResourceCommandAnnotation(
                name, title,
                context => state(context.ResourceSnapshot.State?.Text),
                context => execute(name, context.ResourceName, context.CancellationToken),
                description, parameter: null, confirmationMessage: null, icon, IconVariant.Filled, highlighted));
        }
    }

    // A start while it waits means: do not wait any longer.
    private static ResourceCommandState StartState(string? state) =>
        state is null or "Starting" or "Stopping" ? ResourceCommandState.Disabled
        : Stopped.Contains(state) || state is "Waiting" or "RuntimeUnhealthy" ? ResourceCommandState.Enabled
        : ResourceCommandState.Hidden;

    private static ResourceCommandState StopState(string? state) =>
        state is null or "Stopping" or "RuntimeUnhealthy" ? ResourceCommandState.Disabled
        : Stopped.Contains(state) ? ResourceCommandState.Hidden
        : ResourceCommandState.Enabled;

    private static ResourceCommandState RestartState(string? state) =>
        state is "Running" ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
