using Aspirate.Expressions;
using Aspirate.Manifest;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>Something that runs, with everything about it decided. Emitters write it down and decide nothing.</summary>
public sealed record Workload
{
    /// <summary>The name in the manifest.</summary>
    public required string ResourceName { get; init; }

    /// <summary>The name in the cluster.</summary>
    public required string Name { get; init; }

    public required ManifestResource Source { get; init; }

    public required WorkloadRole Role { get; init; }

    public required string Image { get; init; }

    public string? Entrypoint { get; init; }

    public IReadOnlyList<ResolvedText> Args { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, ResolvedText>> Env { get; init; } = [];

    /// <summary>Arguments of the image's build; resolved only when it is built.</summary>
    public IReadOnlyList<KeyValuePair<string, ResolvedText>> BuildArgs { get; init; } = [];

    public IReadOnlyList<WorkloadPort> Ports { get; init; } = [];

    public IReadOnlyList<WorkloadVolume> Volumes { get; init; } = [];

    public IReadOnlyList<MountedFiles> Files { get; init; } = [];

    public Probe? Startup { get; init; }

    public Probe? Readiness { get; init; }

    public Probe? Liveness { get; init; }

    public IReadOnlyList<Wait> Waits { get; init; } = [];

    public int Replicas { get; init; } = 1;

    public int MaxReplicas { get; init; } = 1;

    public ComputeSettings Requests { get; init; } = new();

    public ComputeSettings Limits { get; init; } = new();

    public required WorkloadSecurity Security { get; init; }

    public PublicRoute? Route { get; init; }

    public string? Schedule { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The workloads (cluster names, sorted) that refer to this one and may talk to it.</summary>
    public IReadOnlyList<string> Callers { get; init; } = [];

    public bool HasService => Ports.Count > 0 && (Role is WorkloadRole.Stateless or WorkloadRole.Stateful || Callers.Count > 0);

    public bool Scales => Role == WorkloadRole.Stateless && (Replicas > 1 || (Replicas == 1 && MaxReplicas > 1));

    /// <summary>The volumes, each once however often it is mounted.</summary>
    public IEnumerable<WorkloadVolume> DistinctVolumes => Volumes.DistinctBy(v => v.Name);

    /// <summary>The ports that the outside reaches without an ingress: external ones that do not speak HTTP.</summary>
    public IEnumerable<WorkloadPort> OpenPorts => Ports.Where(p => p is { External: true, Http: false });
}
