namespace Aspirate.Output;

/// <summary>A file to be written: its path below the output folder, with slashes, and its text.</summary>
public sealed record OutputFile(string Path, string Text, bool Private = false);
