namespace Aspirate.Output;

/// <summary>What a generation did to the output folder. Kept files are stale ones that somebody changed.</summary>
public sealed record OutputSummary(IReadOnlyList<string> Written, IReadOnlyList<string> Removed, IReadOnlyList<string> Kept);
