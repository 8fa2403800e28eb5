namespace Aspirate.Settings;

/// <summary>How external endpoints are reached, unless a resource says otherwise.</summary>
public sealed record IngressDefaults
{
    /// <summary>Hosts are <c>{resource}.{domain}</c>.</summary>
    public string? Domain { get; init; }

    public string? Class { get; init; }

    /// <summary>A cert-manager ClusterIssuer; certificates come from it.</summary>
    public string? ClusterIssuer { get; init; }

    /// <summary>A cert-manager Issuer of the namespace.</summary>
    public string? Issuer { get; init; }

    /// <summary>The namespace that the ingress controller runs in; traffic from there is let through.</summary>
    public string? ControllerNamespace { get; init; }

    public IngressDefaults Over(IngressDefaults below) => new()
    {
        Domain = Domain ?? below.Domain,
        Class = Class ?? below.Class,
        ClusterIssuer = ClusterIssuer ?? below.ClusterIssuer,
        Issuer = Issuer ?? below.Issuer,
        ControllerNamespace = ControllerNamespace ?? below.ControllerNamespace,
    };
}
