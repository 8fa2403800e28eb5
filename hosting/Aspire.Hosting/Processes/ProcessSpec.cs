namespace Aspire.Hosting.Processes;

/// <summary>Everything the operating system needs to start one process. Nothing is inherited from the host: <see cref="Environment"/> is complete.</summary>
internal sealed record ProcessSpec
{
    /// <summary>A path (absolute, or relative to <see cref="WorkingDirectory"/>), or a bare name that is looked up in the spec's own PATH.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Receives each line, and whether it came from standard error. Called from one thread for all processes, so it must not block.</summary>
    public Action<string, bool> Output { get; init; } = static (_, _) => { };
}
