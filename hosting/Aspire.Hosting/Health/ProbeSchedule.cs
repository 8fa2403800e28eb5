namespace Aspire.Hosting.Health;

/// <summary>When to check: often while something is starting, seldom once it is healthy.</summary>
internal sealed record ProbeSchedule
{
    public static ProbeSchedule Default { get; } = new();

    /// <summary>The pause after the first unhealthy result; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(25);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan HealthyPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one check may take before it counts as unhealthy.</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
