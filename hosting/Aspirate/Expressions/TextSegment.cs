namespace Aspirate.Expressions;

/// <summary>A piece of a resolved text; <paramref name="Secret"/> names the secret that it is the value of.</summary>
public readonly record struct TextSegment(string Text, string? Secret);
