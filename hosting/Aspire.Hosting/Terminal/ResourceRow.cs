namespace Aspire.Hosting.Terminal;

/// <summary>What the console shows of one resource instance.</summary>
internal sealed record ResourceRow(string Id, string Name, string State, RowTone Tone)
{
    /// <summary>The result of its health checks; null when it has none, or none has answered yet.</summary>
    public string? Health { get; init; }

    /// <summary>Why the state is what it is, where that helps: an exit code, the answer of a failing check.</summary>
    public string? Detail { get; init; }

    public IReadOnlyList<string> Urls { get; init; } = [];

    public bool IsHealthy => Health is null or "Healthy";
}

/// <summary>How a state is coloured.</summary>
internal enum RowTone
{
    Neutral,
    Good,
    Busy,
    Bad,
}
