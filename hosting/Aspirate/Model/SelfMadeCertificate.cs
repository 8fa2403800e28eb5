using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aspirate.Secrets;

namespace Aspirate.Model;

/// <summary>Certificates of our own making, one per host, kept with the secrets so that they stay the same.</summary>
internal static class SelfMadeCertificate
{
    // The longest life that browsers accept; a new one is made when less than a month is left.
    private const int Days = 397;
    private const int RenewDays = 30;

    public static TlsCertificate For(string host, SecretsFile secrets)
    {
        var name = $"tls:{host}";
        if (secrets.Find(name) is { } kept && Split(kept) is { } certificate && !EndsSoon(certificate))
        {
            return certificate;
        }

        var made = Make(host);
        secrets.Set(name, made.CertificatePem + "\n" + made.KeyPem);
        return made;
    }

    private static TlsCertificate Make(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A common name holds 64 characters; browsers look at the alternative name alone.
        var request = new CertificateRequest($"CN={(host.Length <= 64 ? host : "aspirate")}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(Days - 1));
        return new(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static TlsCertificate? Split(string kept)
    {
        var at = kept.IndexOf("-----BEGIN PRIVATE KEY-----", StringComparison.Ordinal);
        return at < 0 ? null : new(kept[..at].TrimEnd('\n'), kept[at..]);
    }

    private static bool EndsSoon(TlsCertificate certificate)
    {
        try
        {
            using var parsed = X509Certificate2.CreateFromPem(certificate.CertificatePem);
            return parsed.NotAfter.ToUniversalTime() < TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(RenewDays);
        }
        catch (CryptographicException)
        {
            return true;
        }
    }
}
