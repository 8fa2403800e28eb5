namespace Aspirate.Manifest;

/// <summary>How a value is made up when nobody gives one.</summary>
public sealed record GeneratedDefault(
    int MinLength,
    bool Lower,
    bool Upper,
    bool Numeric,
    bool Special,
    int MinLower,
    int MinUpper,
    int MinNumeric,
    int MinSpecial);
