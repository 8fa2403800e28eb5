namespace Aspirate.Manifest;

/// <summary>What a manifest entry is, by its type without the version.</summary>
public enum ResourceKind
{
    Project,
    Container,
    Executable,
    Parameter,
    Value,
    AnnotatedString,

    /// <summary>A kind that no cluster can run: cloud templates, sidecar declarations, entries that the publisher could not write.</summary>
    Unsupported,
}
