using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container that is built from a Dockerfile; relative paths count from the AppHost's directory and from the context.</summary>
    public static IResourceBuilder<ContainerResource> AddDockerfile(this IDistributedApplicationBuilder builder, [ResourceName] string name, string contextPath, string? dockerfilePath = null, string? stage = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(contextPath);

        return builder.AddResource(new ContainerResource(name)).WithDockerfile(contextPath, dockerfilePath, stage);
    }

    /// <summary>Builds the image from a Dockerfile instead of pulling it.</summary>
    public static IResourceBuilder<T> WithDockerfile<T>(this IResourceBuilder<T> builder, string contextPath, string? dockerfilePath = null, string? stage = null) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(contextPath);

        var context = HostPath.Resolve(contextPath, builder.ApplicationBuilder.AppHostDirectory);
        var dockerfile = HostPath.Resolve(dockerfilePath ?? "Dockerfile", context);

        return builder
            .WithAnnotation(new DockerfileBuildAnnotation(context, dockerfile, stage), ResourceAnnotationMutationBehavior.Replace)
            .WithImage(builder.Resource.Name.ToLowerInvariant(), RandomNumberGenerator.GetHexString(40, lowercase: true))
            .WithImageRegistry(null);
    }

    /// <summary>Passes a build argument; the value is turned into text when the image is built.</summary>
    /// <exception cref="InvalidOperationException">The resource is not built from a Dockerfile.</exception>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, object? value) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        BuildOf(builder).BuildArguments[name] = value;
        return builder;
    }

    /// <summary>Passes a parameter as a build argument. Build arguments stay visible in the image, so a secret is refused.</summary>
    /// <exception cref="InvalidOperationException">The parameter is secret, or the resource is not built from a Dockerfile.</exception>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);

        if (value.Resource.Secret)
        {
            throw new InvalidOperationException("Cannot add secret parameter as a build argument. Use WithBuildSecret instead.");
        }

        return builder.WithBuildArg(name, value.Resource);
    }

    /// <summary>Passes a parameter as a build secret, which does not stay in the image.</summary>
    /// <exception cref="InvalidOperationException">The resource is not built from a Dockerfile.</exception>
    public static IResourceBuilder<T> WithBuildSecret<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);

        BuildOf(builder).BuildSecrets[name] = value.Resource;
        return builder;
    }

    private static DockerfileBuildAnnotation BuildOf<T>(IResourceBuilder<T> builder) where T : ContainerResource
    {
        if (builder.Resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var annotation))
        {
            return annotation;
        }

        ThrowNoDockerfile(builder.Resource);
        return null;
    }

    [DoesNotReturn]
    private static void ThrowNoDockerfile(IResource resource) =>
        throw new InvalidOperationException($"The resource does not have a Dockerfile build annotation. Call WithDockerfile on '{resource.Name}' before calling WithBuildArg or WithBuildSecret.");
}
