using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Python;

namespace Aspire.Hosting;

public static partial class PythonAppResourceBuilderExtensions
{
    // Uvicorn serves either http or https; with a certificate its one endpoint, named http all the same, speaks https.
    private static void WithOwnCertificate(this IResourceBuilder<UvicornAppResource> builder)
    {
        builder.WithHttpsCertificateConfiguration(context =>
        {
            context.Arguments.AddRange(["--ssl-certfile", context.CertificatePath, "--ssl-keyfile", context.KeyPath]);
            if (context.Password is { } password)
            {
                context.Arguments.AddRange(["--ssl-keyfile-password", password]);
            }

            return Task.CompletedTask;
        });

        builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            if (builder.ApplicationBuilder.ExecutionContext.IsRunMode && builder.Resource.TryGetLastAnnotation<HttpsCertificateAnnotation>(out var certificate)
                && (certificate.Certificate is not null || certificate.UseDeveloperCertificate is true))
            {
                builder.WithEndpoint("http", endpoint => endpoint.UriScheme = "https", createIfNotExists: false);
            }

            return Task.CompletedTask;
        });
    }
}
