namespace Aspirate.Model;

/// <summary>What must be before a workload starts: another one answers, or has ended well.</summary>
public sealed record Wait(string Workload, bool ForCompletion, WorkloadPort? Port);
