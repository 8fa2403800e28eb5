using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds services that are there already.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds a service at an absolute URL whose path is <c>/</c>.</summary>
    /// <exception cref="ArgumentException">The URL is not of that form.</exception>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, [ResourceName] string name, string url)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(url);

        return ExternalServiceResource.TryValidateUrl(url, out var uri, out var message)
            ? builder.AddExternalService(name, uri)
            : throw new ArgumentException($"The URL for external service '{name}' is invalid: {message}", nameof(url));
    }

    /// <summary>Adds a service at an absolute URI whose path is <c>/</c>.</summary>
    /// <exception cref="ArgumentException">The URI is not of that form.</exception>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, [ResourceName] string name, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uri);

        return builder.Add(new ExternalServiceResource(name, uri));
    }

    /// <summary>Adds a service whose URL a parameter gives.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource> urlParameter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(urlParameter);

        return builder.Add(new ExternalServiceResource(name, urlParameter.Resource)).WithReferenceRelationship(urlParameter.Resource);
    }

    /// <summary>Takes the service for healthy when GET <paramref name="path"/> (<c>/</c>) answers <paramref name="statusCode"/> (200).</summary>
    public static IResourceBuilder<ExternalServiceResource> WithHttpHealthCheck(this IResourceBuilder<ExternalServiceResource> builder, string? path = null, int? statusCode = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var service = builder.Resource;
        if (path is not null && !Uri.TryCreate(path, UriKind.Relative, out _))
        {
            throw new ArgumentException($"The path '{path}' for the health check of external service '{service.Name}' is invalid: it must be relative, for example \"/health\".", nameof(path));
        }

        if (service.Uri is { } uri && uri.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"Could not create HTTP health check for external service '{service.Name}' as its address '{uri}' is not an HTTP address.", nameof(builder));
        }

        path ??= "/";
        statusCode ??= 200;
        var key = $"{service.Name}_external_{path}_{statusCode}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            _ => new HttpStatusHealthCheck(async cancellationToken => await AddressAsync(service, cancellationToken).ConfigureAwait(false) is { } address ? new Uri(address, path) : null, statusCode.Value),
            failureStatus: default,
            tags: default));

        return builder.WithHealthCheck(key);
    }

    private static async ValueTask<Uri?> AddressAsync(ExternalServiceResource service, CancellationToken cancellationToken)
    {
        if (service.Uri is not null)
        {
            return service.Uri;
        }

        var url = await service.UrlParameter!.GetValueAsync(cancellationToken).ConfigureAwait(false);
        return ExternalServiceResource.TryValidateUrl(url, out var uri, out _) ? uri : null;
    }

    private static IResourceBuilder<ExternalServiceResource> Add(this IDistributedApplicationBuilder builder, ExternalServiceResource service) =>
        builder.AddResource(service)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = KnownResourceTypes.ExternalService,
                State = KnownResourceStates.NotStarted,
                Properties = [new(CustomResourceKnownProperties.Source, service.Uri?.ToString() ?? service.UrlParameter!.Name)],
            })
            .ExcludeFromManifest();
}
