namespace Aspirate.Settings;

/// <summary>How one resource is reached from outside.</summary>
public sealed record IngressSettings
{
    public bool? Enabled { get; init; }

    public string? Host { get; init; }

    public string? Path { get; init; }

    public string? Class { get; init; }

    public string? ClusterIssuer { get; init; }

    public string? Issuer { get; init; }

    /// <summary>A Secret of type kubernetes.io/tls that exists already.</summary>
    public string? TlsSecret { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public IngressSettings Over(IngressSettings below) => new()
    {
        Enabled = Enabled ?? below.Enabled,
        Host = Host ?? below.Host,
        Path = Path ?? below.Path,
        Class = Class ?? below.Class,
        ClusterIssuer = ClusterIssuer ?? below.ClusterIssuer,
        Issuer = Issuer ?? below.Issuer,
        TlsSecret = TlsSecret ?? below.TlsSecret,
        Annotations = Annotations.Count > 0 ? Annotations : below.Annotations,
    };
}
