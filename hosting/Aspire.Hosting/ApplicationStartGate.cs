namespace Aspire.Hosting;

/// <summary>Holds an application back where it is about to start, for a host that decides when that is.</summary>
internal sealed class ApplicationStartGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Open() => _open.TrySetResult();

    /// <summary>It will never start: who waits, or comes later, is cancelled.</summary>
    internal void Close() => _open.TrySetCanceled();

    internal Task PassAsync(CancellationToken cancellationToken) => _open.Task.WaitAsync(cancellationToken);
}
