using Aspirate.Manifest;

namespace Aspirate.Model;

/// <summary>The whole deployment, decided.</summary>
public sealed record DeploymentModel
{
    /// <summary>The application; a DNS label.</summary>
    public required string Name { get; init; }

    public string? Namespace { get; init; }

    public required ManifestDocument Manifest { get; init; }

    public required IReadOnlyList<Workload> Workloads { get; init; }

    /// <summary>The images that have to be built.</summary>
    public IReadOnlyList<ImageTarget> Images { get; init; } = [];

    public string? ImagePullPolicy { get; init; }

    public required string WaitImage { get; init; }

    public required string KubectlImage { get; init; }

    public PullSecret? PullSecret { get; init; }

    /// <summary>Secrets that appear in texts, by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    public Workload? Find(string name) => Workloads.FirstOrDefault(w => w.Name == name);
}
