using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A certificate as files, for programs that read it from there; only the user may read what holds the private key.</summary>
internal sealed record CertificateFiles(string Certificate, string Key, string CertificateWithKey, string Pfx)
{
    private static readonly Lock s_turn = new();

    /// <summary>Writes the files below the AppHost's store, unless they are there.</summary>
    internal static CertificateFiles Write(string store, X509Certificate2 certificate, string? password)
    {
        // Another password means other files: two programs may want the same certificate, each with its own.
        var name = password is null ? certificate.Thumbprint : $"{certificate.Thumbprint}-{Convert.ToHexString(HMACSHA256.HashData(certificate.RawData, Encoding.UTF8.GetBytes(password)))[..12]}";
        var folder = Path.Combine(store, "certificates");
        var files = new CertificateFiles(Path.Combine(folder, $"{name}.crt"), Path.Combine(folder, $"{name}.key"), Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}.pfx"));

        lock (s_turn)
        {
            CreatePrivateFolder(folder);
            if (!File.Exists(files.Pfx))
            {
                var pem = certificate.ExportCertificatePem();
                var key = KeyOf(certificate, password);
                WritePrivate(files.Certificate, Encoding.ASCII.GetBytes(pem));
                WritePrivate(files.Key, Encoding.ASCII.GetBytes(key));
                WritePrivate(files.CertificateWithKey, Encoding.ASCII.GetBytes($"{pem}\n{key}\n"));
                WritePrivate(files.Pfx, certificate.Export(X509ContentType.Pkcs12, password));
            }
        }

        return files;
    }

    /// <summary>A bundle of what this machine trusts and of <paramref name="certificate"/>.</summary>
    internal static string WriteBundle(string store, X509Certificate2 certificate)
    {
        var folder = Path.Combine(store, "certificates");
        var path = Path.Combine(folder, $"trusted-{certificate.Thumbprint}.pem");

        lock (s_turn)
        {
            CreatePrivateFolder(folder);
            if (!File.Exists(path))
            {
                using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
                roots.Open(OpenFlags.ReadOnly);
                var bundle = new StringBuilder();
                foreach (var trusted in roots.Certificates.Append(certificate).DistinctBy(each => each.Thumbprint))
                {
                    bundle.AppendLine(trusted.ExportCertificatePem());
                }

                WritePrivate(path, Encoding.ASCII.GetBytes(bundle.ToString()));
            }
        }

        return path;
    }

    private static string KeyOf(X509Certificate2 certificate, string? password)
    {
        using var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
            ?? throw new DistributedApplicationException($"The certificate '{certificate.Subject}' has no private key that can be exported, neither RSA nor ECDSA.");

        return password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100_000));
    }

    private static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // Written aside and moved, so that no program ever reads half a file.
    private static void WritePrivate(string path, byte[] content)
    {
        var aside = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(aside, options))
        {
            stream.Write(content);
        }

        File.Move(aside, path, overwrite: true);
    }
}
