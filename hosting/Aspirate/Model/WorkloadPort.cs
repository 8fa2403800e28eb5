namespace Aspirate.Model;

/// <summary>A port that the process listens on, with the bindings that lead to it.</summary>
public sealed record WorkloadPort
{
    /// <summary>At most 15 small letters, digits and hyphens; unique in the workload.</summary>
    public required string Name { get; init; }

    public required int ContainerPort { get; init; }

    /// <summary>The port of the Service; in Compose the same as the container's.</summary>
    public required int ServicePort { get; init; }

    /// <summary>The port that the AppHost wants outside, where it names one.</summary>
    public int? PreferredPort { get; init; }

    public bool Udp { get; init; }

    public bool Http { get; init; }

    /// <summary>The process itself speaks TLS here.</summary>
    public bool Tls { get; init; }

    public bool Http2 { get; init; }

    public bool External { get; init; }

    /// <summary>Reached from the machine it runs on, but from nowhere else outside.</summary>
    public bool Local { get; init; }
}
