namespace Aspirate.Manifest;

/// <summary>Storage that outlives the container. Without a name it belongs to this resource alone.</summary>
public sealed record VolumeMount(string? Name, string Target, bool ReadOnly, string Path)
{
    /// <summary>These volumes, and those below whose names are not among them.</summary>
    public static IReadOnlyList<VolumeMount> Over(IReadOnlyList<VolumeMount> volumes, IReadOnlyList<VolumeMount> below) =>
        [.. volumes, .. below.Where(b => !volumes.Any(v => v.Name == b.Name))];
}
