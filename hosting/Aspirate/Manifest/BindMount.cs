namespace Aspirate.Manifest;

/// <summary>A file or folder of the developer's machine inside the container; the source is relative to the manifest.</summary>
public sealed record BindMount(string Source, string Target, bool ReadOnly, string Path);
