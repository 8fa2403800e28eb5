namespace Aspirate.Settings;

/// <summary>How images are built: what a project's image starts from, and arguments for Dockerfiles.</summary>
public sealed record BuildSettings
{
    public string? BaseImage { get; init; }

    public IReadOnlyDictionary<string, string> Args { get; init; } = new Dictionary<string, string>();

    public BuildSettings Over(BuildSettings below) => new() { BaseImage = BaseImage ?? below.BaseImage, Args = ResourceSettings.Merge(Args, below.Args) };
}
