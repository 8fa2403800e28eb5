using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>What a supervisor works with; the same for all.</summary>
/// <param name="Launcher">Starts processes.</param>
/// <param name="Preparation">Makes the complete process specification of a replica, with every value resolved.</param>
/// <param name="Announcer">Tells the world.</param>
/// <param name="Grace">How long a process may take between SIGTERM and SIGKILL.</param>
/// <param name="Stopping">Cancelled when the application begins to stop: whatever is being prepared then is given up.</param>
/// <param name="Logger">For what goes wrong inside the supervision itself.</param>
internal sealed record SupervisorParts(
    IProcessLauncher Launcher,
    Func<Replica, CancellationToken, Task<ProcessSpec>> Preparation,
    IAnnouncer Announcer,
    TimeSpan Grace,
    CancellationToken Stopping,
    ILogger Logger);

/// <summary>Tells the world what becomes of a replica.</summary>
internal interface IAnnouncer
{
    Task StartingAsync(Replica replica, int incarnation);

    Task LaunchingAsync(Replica replica);

    Task RunningAsync(Replica replica, IRunningProcess process);

    Task StoppingAsync(Replica replica);

    Task EndedAsync(Replica replica, ProcessExit exit, bool wanted);

    Task NotStartedAsync(Replica replica);

    Task FailedAsync(Replica replica, Exception error);
}
