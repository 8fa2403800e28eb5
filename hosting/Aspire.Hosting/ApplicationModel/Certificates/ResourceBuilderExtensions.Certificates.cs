using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Has the resource use this machine's development certificate for https while the application runs here.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="password">What the private key is encrypted with for the resource; null for nothing.</param>
    public static IResourceBuilder<TResource> WithHttpsDeveloperCertificate<TResource>(this IResourceBuilder<TResource> builder, IResourceBuilder<ParameterResource>? password = null)
        where TResource : IResourceWithEnvironment, IResourceWithArgs =>
        builder.WithCertificate(new HttpsCertificateAnnotation { UseDeveloperCertificate = true, Password = password?.Resource });

    /// <summary>Has the resource use a certificate for https while the application runs here; it must have its private key.</summary>
    public static IResourceBuilder<TResource> WithHttpsCertificate<TResource>(this IResourceBuilder<TResource> builder, X509Certificate2 certificate, IResourceBuilder<ParameterResource>? password = null)
        where TResource : IResourceWithEnvironment, IResourceWithArgs
    {
        ArgumentNullException.ThrowIfNull(certificate);

        return builder.WithCertificate(new HttpsCertificateAnnotation { Certificate = certificate, Password = password?.Resource });
    }

    /// <summary>Has the resource use no certificate, whatever was said before.</summary>
    public static IResourceBuilder<TResource> WithoutHttpsCertificate<TResource>(this IResourceBuilder<TResource> builder)
        where TResource : IResourceWithEnvironment, IResourceWithArgs =>
        builder.WithCertificate(new HttpsCertificateAnnotation { UseDeveloperCertificate = false });

    /// <summary>Says how the resource is told where its certificate is: by which arguments and variables.</summary>
    [Experimental("ASPIRECERTIFICATES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<TResource> WithHttpsCertificateConfiguration<TResource>(this IResourceBuilder<TResource> builder, Func<HttpsCertificateConfigurationCallbackAnnotationContext, Task> callback)
        where TResource : IResourceWithEnvironment, IResourceWithArgs
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new HttpsCertificateConfigurationCallbackAnnotation(callback), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Has the resource trust this machine's development certificate, beside all that the machine trusts, or not.</summary>
    public static IResourceBuilder<TResource> WithDeveloperCertificateTrust<TResource>(this IResourceBuilder<TResource> builder, bool trust)
        where TResource : IResourceWithEnvironment, IResourceWithArgs
    {
        ArgumentNullException.ThrowIfNull(builder);

        var isFirst = !builder.Resource.HasAnnotationOfType<CertificateAuthorityCollectionAnnotation>();
        builder.WithAnnotation(new CertificateAuthorityCollectionAnnotation { TrustDeveloperCertificates = trust }, ResourceAnnotationMutationBehavior.Replace);
        return isFirst ? builder.WithEnvironment(AddTrust) : builder;
    }

    private static IResourceBuilder<T> WithCertificate<T>(this IResourceBuilder<T> builder, HttpsCertificateAnnotation certificate) where T : IResourceWithEnvironment, IResourceWithArgs
    {
        ArgumentNullException.ThrowIfNull(builder);

        // The last word counts, and may come after this; the callbacks are needed once.
        var isFirst = !builder.Resource.HasAnnotationOfType<HttpsCertificateAnnotation>();
        builder.WithAnnotation(certificate, ResourceAnnotationMutationBehavior.Replace);
        return isFirst
            ? builder
                .WithEnvironment(context =>
                {
                    if (context.ExecutionContext.IsRunMode && builder.Resource.IsContainer())
                    {
                        context.Logger.LogWarning("The certificate for '{Resource}' stays on this machine: it is not brought into a container. Mount it with WithContainerFiles or WithBindMount.", builder.Resource.Name);
                    }

                    return ConfigureAsync(builder.Resource, context.ExecutionContext, [], context.EnvironmentVariables, context.CancellationToken);
                })
                .WithArgs(async context =>
                {
                    var arguments = new List<object>();
                    await ConfigureAsync(builder.Resource, context.ExecutionContext, arguments, [], context.CancellationToken).ConfigureAwait(false);
                    foreach (var argument in arguments)
                    {
                        context.Args.Add(argument);
                    }
                })
            : builder;
    }

    private static async Task ConfigureAsync(IResource resource, DistributedApplicationExecutionContext execution, List<object> arguments, Dictionary<string, object> variables, CancellationToken cancellationToken)
    {
        if (execution.IsPublishMode || resource.IsContainer() || !resource.TryGetLastAnnotation<HttpsCertificateAnnotation>(out var wanted) || !wanted.IsWanted)
        {
            return;
        }

        Func<HttpsCertificateConfigurationCallbackAnnotationContext, Task>? configure = resource.TryGetLastAnnotation<HttpsCertificateConfigurationCallbackAnnotation>(out var own) ? own.Callback : resource is ProjectResource ? ConfigureKestrel : null;
        if (configure is null)
        {
            return;
        }

        var certificate = wanted.Certificate ?? DeveloperCertificate.Find(DateTimeOffset.UtcNow)
            ?? throw new DistributedApplicationException($"The resource '{resource.Name}' uses this machine's development certificate for https, and there is none. {DeveloperCertificate.HowToMakeOne}");
        var password = wanted.Password is { } parameter ? await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) : null;
        var files = CertificateFiles.Write(execution.ServiceProvider.GetRequiredService<IAspireStore>().BasePath, certificate, password);

        await configure(new HttpsCertificateConfigurationCallbackAnnotationContext
        {
            ExecutionContext = execution,
            Resource = resource,
            Arguments = arguments,
            EnvironmentVariables = variables,
            CertificatePath = ReferenceExpression.Create($"{files.Certificate}"),
            KeyPath = ReferenceExpression.Create($"{files.Key}"),
            CertificateWithKeyPath = ReferenceExpression.Create($"{files.CertificateWithKey}"),
            PfxPath = ReferenceExpression.Create($"{files.Pfx}"),
            Password = wanted.Password,
            CancellationToken = cancellationToken,
        }).ConfigureAwait(false);
    }

    // What .NET services read; whoever is not one is told by WithHttpsCertificateConfiguration, or not at all.
    private static Task ConfigureKestrel(HttpsCertificateConfigurationCallbackAnnotationContext context)
    {
        context.EnvironmentVariables["Kestrel__Certificates__Default__Path"] = context.CertificatePath;
        context.EnvironmentVariables["Kestrel__Certificates__Default__KeyPath"] = context.KeyPath;
        if (context.Password is { } password)
        {
            context.EnvironmentVariables["Kestrel__Certificates__Default__Password"] = password;
        }

        return Task.CompletedTask;
    }

    // The variables of OpenSSL (.NET on Linux, Python, Ruby and others read them) and of Node.js. A container has other files and other certificates.
    private static void AddTrust(EnvironmentCallbackContext context)
    {
        if (context.ExecutionContext.IsPublishMode || context.Resource.IsContainer()
            || !context.Resource.TryGetLastAnnotation<CertificateAuthorityCollectionAnnotation>(out var chosen) || chosen.TrustDeveloperCertificates is not true)
        {
            return;
        }

        if (DeveloperCertificate.Find(DateTimeOffset.UtcNow) is not { } certificate)
        {
            context.Logger.LogWarning("'{Resource}' is to trust this machine's development certificate, and there is none. {HowToMakeOne}", context.Resource.Name, DeveloperCertificate.HowToMakeOne);
            return;
        }

        var store = context.ExecutionContext.ServiceProvider.GetRequiredService<IAspireStore>().BasePath;
        var bundle = CertificateFiles.WriteBundle(store, certificate);
        context.EnvironmentVariables.TryAdd("SSL_CERT_FILE", bundle);
        context.EnvironmentVariables.TryAdd("NODE_EXTRA_CA_CERTS", bundle);
        context.EnvironmentVariables.TryAdd("REQUESTS_CA_BUNDLE", bundle);
    }
}
