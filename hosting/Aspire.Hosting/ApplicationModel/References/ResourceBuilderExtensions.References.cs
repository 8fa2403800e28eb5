using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Gives the resource <paramref name="source"/>'s connection string, as <c>ConnectionStrings__{connectionName ?? source}</c> or in the variable the source asks for.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);

        var resource = source.Resource;
        connectionName ??= resource.Name;

        return builder
            .WithAnnotation(new ConnectionStringUseAnnotation(resource, optional))
            .WithReferenceRelationship(resource)
            .WithEnvironment(context =>
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
            });
    }

    /// <summary>Gives the resource the URLs of all endpoints of <paramref name="source"/>, as <c>services__{source}__{endpoint}__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);

        return builder.ReferTo(source.Resource, endpointName: null);
    }

    /// <summary>Gives the resource the URLs of all endpoints of <paramref name="source"/>, as <c>services__{name}__{endpoint}__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);

        return builder
            .WithReferenceRelationship(source.Resource)
            .WithEnvironment(context =>
            {
                foreach (var endpoint in source.Resource.GetEndpoints())
                {
                    context.EnvironmentVariables[$"services__{name}__{endpoint.EndpointName}__0"] = endpoint;
                }
            });
    }

    /// <summary>Gives the resource a URL as <c>services__{name}__default__0</c>.</summary>
    /// <exception cref="InvalidOperationException">The URI is not absolute or has a path.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(uri);

        if (!uri.IsAbsoluteUri)
        {
            throw new InvalidOperationException("The uri for service reference must be absolute.");
        }

        if (uri.AbsolutePath != "/")
        {
            throw new InvalidOperationException("The uri absolute path must be \"/\".");
        }

        return builder.WithEnvironment($"services__{name}__default__0", uri.ToString());
    }

    /// <summary>Gives the resource the external service's URL as <c>services__{service}__{scheme}__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(externalService);

        var service = externalService.Resource;
        builder.WithReferenceRelationship(service);

        if (service.Uri is { } uri)
        {
            return builder.WithEnvironment($"services__{service.Name}__{uri.Scheme}__0", uri.ToString());
        }

        var parameter = service.UrlParameter!;
        return builder.WithEnvironment(async context =>
        {
            // The scheme is not known before the value is; a manifest is written without values.
            var scheme = "default";
            if (context.ExecutionContext.IsRunMode)
            {
                var url = await parameter.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
                scheme = ExternalServiceResource.TryValidateUrl(url, out var address, out var message)
                    ? address.Scheme
                    : throw new DistributedApplicationException($"The URL parameter '{parameter.Name}' for external service '{service.Name}' is invalid: {message}");
            }

            context.EnvironmentVariables[$"services__{service.Name}__{scheme}__0"] = parameter;
        });
    }

    /// <summary>Gives the resource the URL of one endpoint, as <c>services__{resource}__{endpoint}__0</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);

        return builder.ReferTo(endpointReference.Resource, endpointReference.EndpointName);
    }

    private static IResourceBuilder<T> ReferTo<T>(this IResourceBuilder<T> builder, IResourceWithEndpoints resource, string? endpointName) where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        var reference = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().SingleOrDefault(annotation => ReferenceEquals(annotation.Resource, resource));
        if (reference is null)
        {
            reference = new EndpointReferenceAnnotation(resource);
            var endpoints = reference;
            builder
                .WithAnnotation(reference)
                .WithReferenceRelationship(resource)
                .WithEnvironment(context =>
                {
                    foreach (var endpoint in endpoints.Endpoints)
                    {
                        context.EnvironmentVariables[$"services__{resource.Name}__{endpoint.EndpointName}__0"] = endpoint;
                    }
                });
        }

        if (endpointName is null)
        {
            reference.UseAllEndpoints = true;
        }
        else
        {
            reference.EndpointNames.Add(endpointName);
        }

        return builder;
    }
}
