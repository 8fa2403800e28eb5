namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which certificates a resource trusts beyond those of its system.</summary>
public sealed class CertificateAuthorityCollectionAnnotation : IResourceAnnotation
{
    /// <summary>Whether this machine's development certificate is one of them; null for as is usual.</summary>
    public bool? TrustDeveloperCertificates { get; init; }
}
