namespace Aspirate.Manifest;

/// <summary>What a parameter asks for.</summary>
public sealed record ParameterInput(string Name, string Path, bool Secret, GeneratedDefault? Generate, SourcedText? Default);
