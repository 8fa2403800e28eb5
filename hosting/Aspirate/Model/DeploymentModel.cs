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

    /// <summary>Names among the secrets that stand for values which nobody gave; they are given where the deployment runs.</summary>
    public IReadOnlySet<string> OpenVariables { get; init; } = new HashSet<string>();

    /// <summary>The workloads (cluster names) that were asked for; null: all. Others are there only for those to refer to.</summary>
    public IReadOnlySet<string>? Components { get; init; }

    /// <summary>The cluster names of everything that runs, asked for or not, in the order of the manifest.</summary>
    public IReadOnlyList<string> AllNames { get; init; } = [];

    public bool IsAsked(Workload workload) => Components is null || Components.Contains(workload.Name);

    public Workload? Find(string name) => Workloads.FirstOrDefault(w => w.Name == name);
}
