namespace Aspirate.Problems;

/// <summary>One thing that is wrong with the input: where it is, and what to do about it.</summary>
public sealed record Problem(string File, string Path, string Message)
{
    public override string ToString() => $"{File} {Path}: {Message}";
}
