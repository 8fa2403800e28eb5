using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The certificate that a resource shows to those who connect by https.</summary>
[Experimental("ASPIRECERTIFICATES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class HttpsCertificateAnnotation : IResourceAnnotation
{
    /// <summary>The certificate, with its private key; null for the development certificate or none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether it is this machine's development certificate; false for no certificate at all.</summary>
    public bool? UseDeveloperCertificate { get; init; }

    /// <summary>What the private key is encrypted with for the resource; null for nothing.</summary>
    public ParameterResource? Password { get; init; }

    internal bool IsWanted => Certificate is not null || UseDeveloperCertificate is true;
}

/// <summary>Tells a resource, in its own way, where its certificate is.</summary>
[Experimental("ASPIRECERTIFICATES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class HttpsCertificateConfigurationCallbackAnnotation(Func<HttpsCertificateConfigurationCallbackAnnotationContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Adds the arguments and variables that do.</summary>
    public Func<HttpsCertificateConfigurationCallbackAnnotationContext, Task> Callback { get; } = callback ?? throw new ArgumentNullException(nameof(callback));
}

/// <summary>Where the files of a certificate are, and the arguments and variables to say it with.</summary>
[Experimental("ASPIRECERTIFICATES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class HttpsCertificateConfigurationCallbackAnnotationContext
{
    /// <summary>Whether the application runs or is published.</summary>
    public required DistributedApplicationExecutionContext ExecutionContext { get; init; }

    /// <summary>The resource.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Arguments to add to.</summary>
    public required List<object> Arguments { get; init; }

    /// <summary>Variables to add to.</summary>
    public required Dictionary<string, object> EnvironmentVariables { get; init; }

    /// <summary>The certificate in PEM.</summary>
    public required ReferenceExpression CertificatePath { get; init; }

    /// <summary>The private key in PEM.</summary>
    public required ReferenceExpression KeyPath { get; init; }

    /// <summary>Certificate and private key in one file, in PEM.</summary>
    public required ReferenceExpression CertificateWithKeyPath { get; init; }

    /// <summary>Certificate and private key in PKCS #12.</summary>
    public required ReferenceExpression PfxPath { get; init; }

    /// <summary>What the private key is encrypted with; null for nothing.</summary>
    public IValueProvider? Password { get; init; }

    /// <summary>Cancelled when the host stops.</summary>
    public CancellationToken CancellationToken { get; init; }
}
