using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Tests.ApplicationModel.Certificates;

public sealed class HttpsCertificateTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly X509Certificate2 _certificate = Make(DateTimeOffset.UtcNow.AddDays(1));

    private DistributedApplication? _app;

    public void Dispose()
    {
        _app?.Dispose();
        _certificate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_project_is_told_where_its_certificate_is()
    {
        var builder = Builder();
        var project = builder.AddProject("api", "api.csproj").WithHttpsCertificate(_certificate);

        var environment = await EnvironmentAsync(builder, project.Resource);

        using var read = X509Certificate2.CreateFromPemFile(environment["Kestrel__Certificates__Default__Path"], environment["Kestrel__Certificates__Default__KeyPath"]);
        Assert.Equal(_certificate.Thumbprint, read.Thumbprint);
        Assert.True(read.HasPrivateKey);
    }

    [Fact]
    public async Task The_private_key_is_for_the_user_only_and_encrypted_when_there_is_a_password()
    {
        var builder = Builder();
        var project = builder.AddProject("api", "api.csproj").WithHttpsCertificate(_certificate, builder.AddParameter("key-password", "s3cret", secret: true));

        var environment = await EnvironmentAsync(builder, project.Resource);

        var key = environment["Kestrel__Certificates__Default__KeyPath"];
        Assert.Equal("s3cret", environment["Kestrel__Certificates__Default__Password"]);
        Assert.Contains("ENCRYPTED PRIVATE KEY", await File.ReadAllTextAsync(key), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        using var read = X509Certificate2.CreateFromEncryptedPemFile(environment["Kestrel__Certificates__Default__Path"], "s3cret", key);
        Assert.Equal(_certificate.Thumbprint, read.Thumbprint);
    }

    [Fact]
    public async Task A_program_is_told_in_its_own_way_and_once()
    {
        var builder = Builder();
        var program = builder.AddExecutable("web", "web", ".", "serve")
            .WithHttpsCertificate(_certificate)
            .WithHttpsCertificate(_certificate)
            .WithHttpsCertificateConfiguration(context =>
            {
                context.Arguments.Add("--cert");
                context.Arguments.Add(context.CertificateWithKeyPath);
                context.EnvironmentVariables["PFX"] = context.PfxPath;
                return Task.CompletedTask;
            });

        var arguments = await ArgumentsAsync(builder, program.Resource);
        Assert.Equal(["serve", "--cert"], arguments[..2]);
        Assert.Equal(3, arguments.Count);
        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(arguments[2]), StringComparison.Ordinal);
        using var pfx = X509CertificateLoader.LoadPkcs12FromFile((await EnvironmentAsync(builder, program.Resource))["PFX"], null);
        Assert.Equal(_certificate.Thumbprint, pfx.Thumbprint);
    }

    [Fact]
    public async Task The_last_word_counts_and_publishing_knows_nothing_of_it()
    {
        var builder = Builder();
        var without = builder.AddProject("without", "api.csproj").WithHttpsCertificate(_certificate).WithoutHttpsCertificate();
        Assert.DoesNotContain("Kestrel__Certificates__Default__Path", (await EnvironmentAsync(builder, without.Resource)).Keys);

        var published = await Model.EntryOf(Model.ToPublish().AddProject("api", "api.csproj").WithHttpsDeveloperCertificate().WithDeveloperCertificateTrust(true).Resource);
        Assert.DoesNotContain("Kestrel", published.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SSL_CERT_FILE", published.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_valid_development_certificate_is_taken()
    {
        var now = DateTimeOffset.UtcNow;
        using var expired = Make(now.AddDays(-1), version: 9);
        using var older = Make(now.AddDays(9), version: 2);
        using var better = Make(now.AddDays(5), version: 3);

        Assert.Same(better, DeveloperCertificate.Choose([_certificate, expired, older, better], now));
        Assert.Null(DeveloperCertificate.Choose([_certificate, expired], now));
    }

    [Fact]
    public void A_bundle_holds_the_certificate_beside_what_the_machine_trusts()
    {
        var path = CertificateFiles.WriteBundle(_folder.Path, _certificate);

        var bundle = new X509Certificate2Collection();
        bundle.ImportFromPemFile(path);
        Assert.Contains(bundle, certificate => certificate.Thumbprint == _certificate.Thumbprint);
        Assert.DoesNotContain("PRIVATE KEY", File.ReadAllText(path), StringComparison.Ordinal);
    }

    private DistributedApplicationBuilder Builder() => Model.ToRun($"--Aspire:Store:Path={_folder.Path}");

    // Callbacks ask the built application where its store is.
    private async Task<Dictionary<string, string>> EnvironmentAsync(DistributedApplicationBuilder builder, IResource resource)
    {
        var values = new Dictionary<string, string>();
        _app ??= builder.Build();
        await resource.ProcessEnvironmentVariableValuesAsync(builder.ExecutionContext, (key, _, value, exception) => values[key] = exception is null ? value! : throw exception, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        return values;
    }

    private async Task<List<string>> ArgumentsAsync(DistributedApplicationBuilder builder, IResource resource)
    {
        var values = new List<string>();
        _app ??= builder.Build();
        await resource.ProcessArgumentValuesAsync(builder.ExecutionContext, (_, value, exception, _) => values.Add(exception is null ? value! : throw exception), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        return values;
    }

    private static X509Certificate2 Make(DateTimeOffset until, byte? version = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        if (version is { } number)
        {
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.311.84.1.1", [number], critical: false));
        }

        using var made = request.CreateSelfSigned(until.AddDays(-30), until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
