using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Makes the health check registered under <paramref name="key"/> say whether the resource is healthy.</summary>
    /// <exception cref="DistributedApplicationException">It already does.</exception>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);

        if (HasHealthCheck(builder.Resource, key))
        {
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.");
        }

        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Takes the resource for healthy when GET <paramref name="path"/> (<c>/</c>) answers <paramref name="statusCode"/> (200) on the endpoint named, or else on https, then http.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, [EndpointName] string? endpointName = null) where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithHttpHealthCheck(EndpointSelection.ByName(builder, endpointName, "health check"), path, statusCode);
    }

    /// <summary>Takes the resource for healthy when GET <paramref name="path"/> (<c>/</c>) answers <paramref name="statusCode"/> (200) on the endpoint selected.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null) where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        endpointSelector ??= EndpointSelection.ByName(builder, endpointName: null, "health check");
        var endpoint = EndpointSelection.SelectHttp(endpointSelector, builder.Resource, "health check");
        path ??= "/";
        statusCode ??= 200;

        var key = HttpHealthCheckKey(builder.Resource, endpoint, path, statusCode.Value);
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            _ => new HttpStatusHealthCheck(_ => ValueTask.FromResult(endpoint.IsAllocated ? new Uri(new Uri(endpoint.Url), path) : null), statusCode.Value),
            failureStatus: default,
            tags: default));
        builder.WithAnnotation(new HttpHealthCheckAnnotation(endpoint, path, statusCode.Value));

        return builder.WithHealthCheck(key);
    }

    /// <summary>Takes the resource for healthy when a GET on its https endpoint answers as expected.</summary>
    [Obsolete("Use WithHttpHealthCheck instead. This method will be removed in a future version.")]
    public static IResourceBuilder<T> WithHttpsHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, [EndpointName] string? endpointName = null) where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithHttpHealthCheck(path, statusCode, endpointName ?? "https");
    }

    internal static string HttpHealthCheckKey(IResource resource, EndpointReference endpoint, string path, int statusCode) =>
        $"{resource.Name}_{endpoint.EndpointName}_{path}_{statusCode}_check";

    internal static bool HasHealthCheck(IResource resource, string key) =>
        resource.Annotations.OfType<HealthCheckAnnotation>().Any(annotation => annotation.Key == key);
}
