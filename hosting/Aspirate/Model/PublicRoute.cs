namespace Aspirate.Model;

/// <summary>How HTTP from outside reaches a workload.</summary>
public sealed record PublicRoute
{
    public required string Host { get; init; }

    public required string Path { get; init; }

    public required string Class { get; init; }

    public required WorkloadPort Port { get; init; }

    /// <summary>The Secret with the certificate.</summary>
    public required string TlsSecret { get; init; }

    public string? ClusterIssuer { get; init; }

    public string? Issuer { get; init; }

    /// <summary>A certificate of our own making, when nobody else provides one.</summary>
    public TlsCertificate? Certificate { get; init; }

    public required string ControllerNamespace { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
