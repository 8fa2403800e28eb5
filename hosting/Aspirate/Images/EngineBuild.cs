namespace Aspirate.Images;

/// <summary>A Dockerfile to be built, with every path and value decided.</summary>
internal sealed record EngineBuild(string Image, string Context, string Dockerfile)
{
    /// <summary>Other names of the same image.</summary>
    public IReadOnlyList<string> FurtherImages { get; init; } = [];

    public string? Stage { get; init; }

    public IReadOnlyDictionary<string, string> Args { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<(string Id, string? Value, string? File)> Secrets { get; init; } = [];

    /// <summary>What the Dockerfile starts from.</summary>
    public IReadOnlyList<string> BaseImages { get; init; } = [];

    /// <summary>Ask the registry for newer base images.</summary>
    public bool Pull { get; init; }
}
