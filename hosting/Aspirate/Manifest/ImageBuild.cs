namespace Aspirate.Manifest;

/// <summary>An image that is built from a Dockerfile; paths are relative to the manifest.</summary>
public sealed record ImageBuild(
    string Context,
    string Dockerfile,
    string? Stage,
    IReadOnlyList<KeyValuePair<string, SourcedText>> Args,
    IReadOnlyList<BuildSecret> Secrets)
{
    /// <summary>The image is there for others to take files from, and never runs.</summary>
    public bool BuildOnly { get; init; }
}
