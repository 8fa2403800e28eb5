namespace Aspirate.Manifest;

/// <summary>A secret of an image build: a value given through the environment, or a file.</summary>
public sealed record BuildSecret(string Id, SourcedText? Value, string? SourceFile);
