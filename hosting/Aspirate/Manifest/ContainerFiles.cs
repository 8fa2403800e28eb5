namespace Aspirate.Manifest;

/// <summary>Files that a resource's image takes from the image of another resource.</summary>
/// <param name="Destination">Where they go; relative to the image's working folder when it has no slash in front.</param>
public sealed record ContainerFiles(string Resource, string Destination, IReadOnlyList<string> Sources, string Path);
