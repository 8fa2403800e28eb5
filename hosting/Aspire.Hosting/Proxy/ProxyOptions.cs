namespace Aspire.Hosting.Proxy;

/// <summary>How a proxy treats connections that nothing answers yet.</summary>
internal sealed record ProxyOptions
{
    /// <summary>How long a new connection is held while no backend accepts it.</summary>
    public TimeSpan HoldTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt to reach a backend may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
