namespace Aspirate.Model;

/// <summary>
/// Storage of a workload, once for each place where it is mounted. A shared one is mounted by several workloads and belongs
/// to none of them. <paramref name="Name"/> is unique in the workload, <paramref name="StoreName"/> in the application.
/// </summary>
public sealed record WorkloadVolume(string Name, string StoreName, string Target, bool ReadOnly, string Size, string? Class, string AccessMode, bool Shared);
