namespace Aspirate.Manifest;

/// <summary>A text of the manifest and where it stands.</summary>
public sealed record SourcedText(string Text, string Path);
