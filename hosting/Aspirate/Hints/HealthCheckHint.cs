namespace Aspirate.Hints;

public sealed record HealthCheckHint(string Path, string? Endpoint, int StatusCode, string JsonPath);
