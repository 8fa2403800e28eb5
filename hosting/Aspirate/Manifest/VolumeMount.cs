namespace Aspirate.Manifest;

/// <summary>Storage that outlives the container. Without a name it belongs to this resource alone.</summary>
public sealed record VolumeMount(string? Name, string Target, bool ReadOnly, string Path);
