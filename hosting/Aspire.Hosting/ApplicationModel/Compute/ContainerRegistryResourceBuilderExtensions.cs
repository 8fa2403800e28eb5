using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds container registries and says which images go there.</summary>
public static class ContainerRegistryResourceBuilderExtensions
{
    /// <summary>Adds a registry by its address, such as <c>ghcr.io</c>, and the path that images get there.</summary>
    [Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<ContainerRegistryResource> AddContainerRegistry(this IDistributedApplicationBuilder builder, [ResourceName] string name, string endpoint, string? repository = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);

        return builder.Add(name, ReferenceExpression.Create($"{endpoint}"), repository is null ? null : ReferenceExpression.Create($"{repository}"));
    }

    /// <summary>Adds a registry whose address, and the path that images get there, are given to the deployment.</summary>
    [Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<ContainerRegistryResource> AddContainerRegistry(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource> endpoint, IResourceBuilder<ParameterResource>? repository = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);

        return builder.Add(name, ReferenceExpression.Create($"{endpoint}"), repository is null ? null : ReferenceExpression.Create($"{repository}"));
    }

    /// <summary>Pushes the image of the resource to this registry.</summary>
    [Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<TDestination> WithContainerRegistry<TDestination, TContainerRegistry>(this IResourceBuilder<TDestination> builder, IResourceBuilder<TContainerRegistry> registry)
        where TDestination : IResource
        where TContainerRegistry : IResource, IContainerRegistry
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registry);

        return builder.WithAnnotation(new ContainerRegistryReferenceAnnotation(registry.Resource), ResourceAnnotationMutationBehavior.Replace);
    }

#pragma warning disable ASPIRECOMPUTE003
    private static IResourceBuilder<ContainerRegistryResource> Add(this IDistributedApplicationBuilder builder, string name, ReferenceExpression endpoint, ReferenceExpression? repository)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        // Nothing is pushed while the application runs on this machine, so there it is not part of it; and the manifest has no word for it.
        var registry = new ContainerRegistryResource(name, endpoint, repository);
        return builder.ExecutionContext.IsRunMode ? builder.CreateResourceBuilder(registry) : builder.AddResource(registry).ExcludeFromManifest();
    }
#pragma warning restore ASPIRECOMPUTE003
}
