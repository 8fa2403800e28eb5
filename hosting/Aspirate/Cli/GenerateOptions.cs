using Aspirate.Output;

namespace Aspirate.Cli;

/// <summary>What the command line says to the verbs that read a manifest. Null: the settings decide.</summary>
public sealed record GenerateOptions
{
    public string ProjectPath { get; init; } = ".";

    public string? AspireManifest { get; init; }

    public string OutputPath { get; init; } = "aspirate-output";

    public OutputFormat Format { get; init; } = OutputFormat.Kustomize;

    public bool SkipBuild { get; init; }

    public bool SkipFinal { get; init; }

    public string? Namespace { get; init; }

    public string? ContainerRegistry { get; init; }

    public string? ContainerRepositoryPrefix { get; init; }

    public string? ContainerImageTag { get; init; }

    /// <summary>Tags that images get besides the one that is deployed.</summary>
    public IReadOnlyList<string> FurtherImageTags { get; init; } = [];

    public string? ContainerBuilder { get; init; }

    /// <summary>Projects with a Dockerfile are built from it.</summary>
    public bool PreferDockerfile { get; init; }

    /// <summary>The folder that Dockerfiles of projects are built in; a path of this machine.</summary>
    public string? BuildContext { get; init; }

    public string? ImagePullPolicy { get; init; }

    public string? RuntimeIdentifier { get; init; }

    public string? LaunchProfile { get; init; }

    public bool DisableSecrets { get; init; }

    public bool DisableState { get; init; }

    public bool ReplaceSecrets { get; init; }

    public string? SecretPassword { get; init; }

    /// <summary>Whether a build may need kept secrets, so that they must be unlocked.</summary>
    public bool UseSecrets { get; init; }

    public bool NonInteractive { get; init; }

    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>In a Compose file, parameters stand as variables.</summary>
    public bool UseEnvironmentVariables { get; init; }

    /// <summary>The only resources to build and to generate; empty: all.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>Whether the dashboard is deployed, too.</summary>
    public bool? IncludeDashboard { get; init; }

    public IReadOnlyList<string> Skip { get; init; } = [];

    public IReadOnlyList<string> ComposeBuilds { get; init; } = [];

    public IReadOnlyList<string> BuildArgs { get; init; } = [];

    public IReadOnlyList<string> BaseImages { get; init; } = [];

    /// <summary>Build every image, changed or not.</summary>
    public bool Rebuild { get; init; }

    public bool PrivateRegistry { get; init; }

    public string? PrivateRegistryUrl { get; init; }

    public string? PrivateRegistryUsername { get; init; }

    public string? PrivateRegistryPassword { get; init; }

    public string? PrivateRegistryEmail { get; init; }

    public string? IngressDomain { get; init; }

    /// <summary>Whether questions may be asked.</summary>
    public bool Interactive => !NonInteractive && !Console.IsInputRedirected && !Console.IsOutputRedirected;
}
