namespace Aspirate.Manifest;

/// <summary>One entry of a manifest. Texts still hold their expressions.</summary>
public sealed record ManifestResource
{
    public required string Name { get; init; }

    /// <summary>Where the entry stands, as a JSON path.</summary>
    public required string Path { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>The type as written; empty for an entry without one.</summary>
    public string Type { get; init; } = "";

    /// <summary>Why the entry cannot be deployed; set for <see cref="ResourceKind.Unsupported"/> only.</summary>
    public string? Refusal { get; init; }

    public string? Image { get; init; }

    public string? ProjectPath { get; init; }

    public ImageBuild? Build { get; init; }

    public IReadOnlyList<ContainerFiles> ContainerFiles { get; init; } = [];

    public string? Command { get; init; }

    public string? WorkingDirectory { get; init; }

    public string? Entrypoint { get; init; }

    public SourcedText? ConnectionString { get; init; }

    /// <summary>The value of a parameter, or of an annotated string.</summary>
    public SourcedText? Value { get; init; }

    public IReadOnlyList<SourcedText> Args { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, SourcedText>> Env { get; init; } = [];

    public IReadOnlyList<Binding> Bindings { get; init; } = [];

    public IReadOnlyList<VolumeMount> Volumes { get; init; } = [];

    public IReadOnlyList<BindMount> BindMounts { get; init; } = [];

    public IReadOnlyList<ParameterInput> Inputs { get; init; } = [];

    /// <summary>Whether its image is made by the SDK: a project, unless it is built from a Dockerfile.</summary>
    public bool IsPublished => Kind == ResourceKind.Project && Build is null;

    /// <summary>Whether the resource becomes something that runs.</summary>
    public bool Runs => Kind is ResourceKind.Project || (Kind is ResourceKind.Container && Build is not { BuildOnly: true });
}
