namespace Aspirate.Model;

/// <summary>Storage of a workload. A shared one is mounted by several workloads and belongs to none of them.</summary>
public sealed record WorkloadVolume(string Name, string SourceName, string Target, bool ReadOnly, string Size, string? Class, string AccessMode, bool Shared);
