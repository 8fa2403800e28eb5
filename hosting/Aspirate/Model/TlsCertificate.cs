namespace Aspirate.Model;

/// <summary>A certificate and its key, both as PEM.</summary>
public sealed record TlsCertificate(string CertificatePem, string KeyPem);
