namespace Aspirate.Settings;

/// <summary>What <c>aspirate.json</c> says: choices of the people who deploy, which no manifest knows.</summary>
public sealed record DeploymentSettings
{
    public const string FileName = "aspirate.json";

    public static readonly DeploymentSettings Empty = new();

    /// <summary>The name of the whole application; part of the labels. Null: the name of the AppHost's folder.</summary>
    public string? Name { get; init; }

    public string? Namespace { get; init; }

    public string? ContainerRegistry { get; init; }

    /// <summary>The registry speaks plain HTTP, or has a certificate that nobody vouches for.</summary>
    public bool ContainerRegistryInsecure { get; init; }

    public string? ContainerRepositoryPrefix { get; init; }

    public string? ContainerImageTag { get; init; }

    /// <summary>Tags that images get besides the one that is deployed.</summary>
    public IReadOnlyList<string> FurtherImageTags { get; init; } = [];

    public string? ContainerBuilder { get; init; }

    /// <summary>The folder that Dockerfiles of projects are built in, relative to this file. Null: the project's.</summary>
    public string? ContainerBuildContext { get; init; }

    /// <summary>Whether Aspire's dashboard is deployed beside the application.</summary>
    public bool Dashboard { get; init; }

    /// <summary>How images are built, unless a resource says otherwise.</summary>
    public BuildSettings Build { get; init; } = new();

    public string? ImagePullPolicy { get; init; }

    /// <summary>The images that wait for other resources inside init containers.</summary>
    public string? WaitImage { get; init; }

    public string? KubectlImage { get; init; }

    /// <summary>Resources of the manifest to leave out.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];

    /// <summary>Values for parameters that are not secret, and for expressions of resources that are left out.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public IngressDefaults Ingress { get; init; } = new();

    public PullSecretSettings? PrivateRegistry { get; init; }

    public IReadOnlyDictionary<string, ResourceSettings> Resources { get; init; } = new Dictionary<string, ResourceSettings>();

    public IReadOnlyDictionary<string, EnvironmentSettings> Environments { get; init; } = new Dictionary<string, EnvironmentSettings>();

    public ResourceSettings For(string resource) => Resources.GetValueOrDefault(resource, ResourceSettings.None);

    /// <summary>These settings with those of an environment laid over them.</summary>
    public DeploymentSettings In(EnvironmentSettings environment)
    {
        var resources = new Dictionary<string, ResourceSettings>(Resources, StringComparer.Ordinal);
        foreach (var (name, settings) in environment.Resources)
        {
            resources[name] = resources.TryGetValue(name, out var below) ? settings.Over(below) : settings;
        }

        return this with
        {
            Namespace = environment.Namespace ?? Namespace,
            ContainerImageTag = environment.ContainerImageTag ?? ContainerImageTag,
            Ingress = environment.Ingress.Over(Ingress),
            Resources = resources,
        };
    }
}
