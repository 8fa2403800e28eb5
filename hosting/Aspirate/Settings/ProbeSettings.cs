namespace Aspirate.Settings;

/// <summary>A probe as the user wants it: HTTP with a path, TCP without.</summary>
public sealed record ProbeSettings(
    string? Path = null,
    string? Endpoint = null,
    int? InitialDelaySeconds = null,
    int? PeriodSeconds = null,
    int? TimeoutSeconds = null,
    int? FailureThreshold = null,
    int? SuccessThreshold = null);
