namespace Aspire.Hosting.Processes;

/// <summary>Starts processes that do not outlive the host.</summary>
internal interface IProcessLauncher
{
    /// <summary>Starts the process, or throws <see cref="ProcessStartException"/> when there is nothing that could be started.</summary>
    IRunningProcess Start(ProcessSpec spec);
}
