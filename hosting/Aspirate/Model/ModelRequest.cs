using Aspirate.Expressions;
using Aspirate.Hints;
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

    /// <summary>Resources whose images are built, so that the arguments of their builds are needed.</summary>
    public IReadOnlySet<string> Builds { get; init; } = new HashSet<string>();

    /// <summary>The application's name when the settings give none.</summary>
    public string DefaultName { get; init; } = "app";
}
