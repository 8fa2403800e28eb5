namespace Aspirate.Model;

public sealed record WorkloadSecurity
{
    public bool RunAsNonRoot { get; init; } = true;

    public int? RunAsUser { get; init; }

    public bool ReadOnlyRootFilesystem { get; init; }

    public bool AllowPrivilegeEscalation { get; init; }

    public IReadOnlyList<string> AddCapabilities { get; init; } = [];

    public IReadOnlyList<string> WritablePaths { get; init; } = [];

    /// <summary>Why this differs from the strict default; null when it does not.</summary>
    public string? Reason { get; init; }
}
