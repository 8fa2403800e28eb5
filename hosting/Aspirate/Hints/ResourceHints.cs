using Aspirate.Manifest;

namespace Aspirate.Hints;

/// <summary>What the AppHost knows about a resource and the manifest cannot say (docs/decisions/0004-manifest-hints.md).</summary>
public sealed record ResourceHints
{
    public static readonly ResourceHints None = new();

    public IReadOnlyList<HealthCheckHint> HealthChecks { get; init; } = [];

    public IReadOnlyList<ProbeHint> Probes { get; init; } = [];

    public IReadOnlyList<WaitHint> Waits { get; init; } = [];

    public int? Replicas { get; init; }

    /// <summary>Volumes that the manifest cannot give to this kind of resource, such as a project's.</summary>
    public IReadOnlyList<VolumeMount> Volumes { get; init; } = [];

    /// <summary>Sizes by volume name, or by target path for a volume without a name.</summary>
    public IReadOnlyDictionary<string, string> VolumeSizes { get; init; } = new Dictionary<string, string>();
}
