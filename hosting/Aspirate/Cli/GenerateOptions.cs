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

    public string? ContainerBuilder { get; init; }

    public string? ImagePullPolicy { get; init; }

    public string? RuntimeIdentifier { get; init; }

    public string? LaunchProfile { get; init; }

    public bool DisableSecrets { get; init; }

    public bool DisableState { get; init; }

    public bool ReplaceSecrets { get; init; }

    public string? SecretPassword { get; init; }

    public bool NonInteractive { get; init; }

    public IReadOnlyList<string> Parameters { get; init; } = [];

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
