namespace Aspire.Hosting.Processes;

/// <summary>One started process. Disposing it kills what is left of it.</summary>
internal interface IRunningProcess : IAsyncDisposable
{
    int Id { get; }

    DateTimeOffset StartedAt { get; }

    /// <summary>Completes once the process has ended and its output was delivered (for a bounded time, should a descendant keep the pipe open). Never faults.</summary>
    Task<ProcessExit> Completion { get; }

    /// <summary>Asks the process and its group to end, waits for <paramref name="grace"/>, then kills the whole tree. A cancelled token means: kill now.</summary>
    Task<ProcessExit> StopAsync(TimeSpan grace, CancellationToken cancellationToken);
}
