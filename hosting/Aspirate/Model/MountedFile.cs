namespace Aspirate.Model;

/// <summary>A file that travels in a ConfigMap: under <paramref name="Key"/>, mounted at <paramref name="RelativePath"/>.</summary>
public sealed record MountedFile(string Key, string RelativePath, byte[] Content);
