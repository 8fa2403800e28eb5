namespace Aspirate.Model;

/// <summary>A bind mount: its files with their contents, or for Compose only where it lies.</summary>
public sealed record MountedFiles(string Name, string Source, string Target, bool ReadOnly, bool SingleFile, IReadOnlyList<MountedFile> Files);
