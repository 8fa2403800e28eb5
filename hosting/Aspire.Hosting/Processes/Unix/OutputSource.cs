namespace Aspire.Hosting.Processes.Unix;

/// <summary>One output stream of one process. Only the pump's thread touches it, save for <see cref="Ended"/>.</summary>
internal sealed class OutputSource(Pipe pipe, LineSplitter lines)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Pipe Pipe => pipe;

    public LineSplitter Lines => lines;

    /// <summary>Completes when every writer has closed the stream and all lines were delivered.</summary>
    public Task Ended => _ended.Task;

    public void MarkEnded() => _ended.TrySetResult();
}
