namespace Aspirate.Model;

/// <summary>How a process is asked whether it is well: HTTP with a path, TCP without.</summary>
public sealed record Probe(WorkloadPort Port, string? HttpPath)
{
    public int? InitialDelaySeconds { get; init; }

    public int? PeriodSeconds { get; init; }

    public int? TimeoutSeconds { get; init; }

    public int? FailureThreshold { get; init; }

    public int? SuccessThreshold { get; init; }
}
