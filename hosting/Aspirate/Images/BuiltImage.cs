namespace Aspirate.Images;

/// <summary>An image as it was built last, with what went into it.</summary>
public sealed record BuiltImage
{
    /// <summary>Registry, repository and tag.</summary>
    public required string Image { get; init; }

    /// <summary>The digest that the registry knows it by; null when it was not pushed.</summary>
    public string? Digest { get; init; }

    /// <summary>The number that the engine of this machine knows it by; null when it went straight to a registry.</summary>
    public string? Id { get; init; }

    /// <summary>Hashes by what they are of.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Digests of base images, as far as their registries told them.</summary>
    public IReadOnlyDictionary<string, string> Bases { get; init; } = new Dictionary<string, string>();
}
