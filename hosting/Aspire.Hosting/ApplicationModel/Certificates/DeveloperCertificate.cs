using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The development certificate of this machine, as <c>dotnet dev-certs https</c> makes it.</summary>
internal static class DeveloperCertificate
{
    internal const string HowToMakeOne = "Make one with 'dotnet dev-certs https --trust'.";

    // What marks one, and its second byte the version: later ones are better.
    private const string Mark = "1.3.6.1.4.1.311.84.1.1";

    /// <summary>The best one that is valid now and has its private key; null when there is none.</summary>
    internal static X509Certificate2? Find(DateTimeOffset now)
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        return Choose(store.Certificates, now);
    }

    internal static X509Certificate2? Choose(IEnumerable<X509Certificate2> certificates, DateTimeOffset now) =>
        certificates
            .Where(certificate => certificate.HasPrivateKey && certificate.Extensions.Any(extension => extension.Oid?.Value == Mark))
            .Where(certificate => certificate.NotBefore <= now && now <= certificate.NotAfter)
            .OrderByDescending(certificate => certificate.Extensions.First(extension => extension.Oid?.Value == Mark).RawData.FirstOrDefault())
            .ThenByDescending(certificate => certificate.NotAfter)
            .FirstOrDefault();
}
