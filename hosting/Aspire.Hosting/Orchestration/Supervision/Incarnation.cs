using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>One attempt at running a replica. Its number tells late news of an earlier attempt from news of this one.</summary>
internal sealed class Incarnation(int number, StartGate gate, CancellationToken shutdown) : IDisposable
{
    private readonly CancellationTokenSource _given = CancellationTokenSource.CreateLinkedTokenSource(shutdown);

    /// <summary>1 for the first.</summary>
    public int Number => number;

    /// <summary>What must be passed before the launch.</summary>
    public StartGate Gate => gate;

    /// <summary>Cancelled when the attempt is given up.</summary>
    public CancellationToken Abandoned => _given.Token;

    /// <summary>The process, once launched.</summary>
    public IRunningProcess? Process { get; set; }

    /// <summary>True once somebody asked for its end: how it ends is then no failure.</summary>
    public bool EndWanted { get; set; }

    /// <summary>Gives the attempt up.</summary>
    public void Abandon() => _given.Cancel();

    /// <inheritdoc />
    public void Dispose() => _given.Dispose();
}
