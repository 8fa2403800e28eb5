using Aspirate.Expressions;
using Aspirate.Hints;
using Aspirate.Images;
using Aspirate.Manifest;
using Aspirate.Output;
using Aspirate.Secrets;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>Everything that goes into a deployment model.</summary>
public sealed record ModelRequest
{
    public required ManifestDocument Manifest { get; init; }

    public ManifestHints Hints { get; init; } = ManifestHints.None;

    public DeploymentSettings Settings { get; init; } = DeploymentSettings.Empty;

    public required ParameterValues Parameters { get; init; }

    public SecretsFile? Secrets { get; init; }

    public required OutputFormat Format { get; init; }

    /// <summary>The only resources that are wanted; null: all.</summary>
    public IReadOnlySet<string>? Components { get; init; }

    /// <summary>The password of the image pull secret, where it was given and not kept.</summary>
    public string? PullPassword { get; init; }

    /// <summary>Resources whose images are built, so that the arguments of their builds are needed.</summary>
    public IReadOnlySet<string> Builds { get; init; } = new HashSet<string>();

    /// <summary>Images that were built before; where they were pushed, their digests go into the output.</summary>
    public BuiltImages BuiltImages { get; init; } = BuiltImages.Forgetful();

    /// <summary>Resources whose images Compose builds, which then have no digest.</summary>
    public IReadOnlyCollection<string> ComposeBuilds { get; init; } = [];

    /// <summary>The application's name when the settings give none.</summary>
    public string DefaultName { get; init; } = "app";
}
