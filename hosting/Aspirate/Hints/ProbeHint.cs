namespace Aspirate.Hints;

/// <summary>A probe that was asked for by itself. Numbers are Kubernetes' own; null leaves the default.</summary>
public sealed record ProbeHint(
    string Type,
    string Path,
    string? Endpoint,
    int? InitialDelaySeconds,
    int? PeriodSeconds,
    int? TimeoutSeconds,
    int? FailureThreshold,
    int? SuccessThreshold,
    string JsonPath);
