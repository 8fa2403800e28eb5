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
                if (ReferenceEnvironmentInjectionAnnotation.Includes(builder.Resource, ReferenceEnvironmentInjectionFlags.ConnectionString))
                {
                    var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}";
                    context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
                }

                if (ReferenceEnvironmentInjectionAnnotation.Includes(builder.Resource, ReferenceEnvironmentInjectionFlags.ConnectionProperties))
                {
                    foreach (var (property, value) in ConnectionPropertiesExtensions.PropertiesOf(resource))
                    {
                        context.EnvironmentVariables[ReferenceEnvironmentInjectionAnnotation.VariableName($"{connectionName}_{property}")] = value;
                    }
                }
            });
    }

    /// <summary>Sets a part of the connection, for consumers that do not read connection strings.</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value) where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));
    }

    /// <summary>Sets a part of the connection, for consumers that do not read connection strings.</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, string value) where T : IResourceWithConnectionString =>
        builder.WithConnectionProperty(name, ReferenceExpression.Create($"{value}"));

    /// <summary>Chooses what the resource's references put into its environment; connection strings and service discovery unless said otherwise.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags) where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);
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
            .WithEnvironment(context => context.AddEndpoints(builder.Resource, name, source.Resource.GetEndpoints()));
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

    private static void AddEndpoints(this EnvironmentCallbackContext context, IResource consumer, string name, IEnumerable<EndpointReference> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            if (ReferenceEnvironmentInjectionAnnotation.Includes(consumer, ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                context.EnvironmentVariables[$"services__{name}__{endpoint.EndpointName}__0"] = endpoint;
            }

            if (ReferenceEnvironmentInjectionAnnotation.Includes(consumer, ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                context.EnvironmentVariables[ReferenceEnvironmentInjectionAnnotation.VariableName($"{name}_{endpoint.EndpointName}")] = endpoint;
            }
        }
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
                .WithEnvironment(context => context.AddEndpoints(builder.Resource, resource.Name, endpoints.Endpoints));
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
