using Aspirate.Manifest;

namespace Aspirate.Settings;

/// <summary>What the volumes of a resource are made of.</summary>
public sealed record StorageSettings(string? Size = null, string? Class = null, string? AccessMode = null)
{
    /// <summary>Volumes beside those of the manifest, for a resource that it gives none, such as a project.</summary>
    public IReadOnlyList<VolumeMount> Volumes { get; init; } = [];

    public StorageSettings Over(StorageSettings below) => new(Size ?? below.Size, Class ?? below.Class, AccessMode ?? below.AccessMode)
    {
        Volumes = VolumeMount.Over(Volumes, below.Volumes),
    };
}
