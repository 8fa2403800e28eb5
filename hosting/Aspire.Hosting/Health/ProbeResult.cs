using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>What one health check found.</summary>
internal sealed record ProbeResult(HealthStatus Status, string? Description, Exception? Exception);
