using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Sets the image; a tag or digest in <paramref name="image"/> counts. Without either the tag is <c>latest</c>.</summary>
    /// <exception cref="InvalidOperationException">The tag is given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Both a digest and a tag are given.</exception>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(image);

        var parsed = ContainerImageName.Parse(image);
        if (tag is not null && parsed.Tag is not null)
        {
            throw new InvalidOperationException($"Ambiguous tags - a tag was provided on both the 'tag' and 'image' parameters: '{tag}' and '{parsed.Tag}' of the resource '{builder.Resource.Name}'.");
        }

        if (tag is not null && parsed.Sha256 is not null)
        {
            throw new ArgumentOutOfRangeException(nameof(tag), $"Tag conflicts with digest provided on the 'image' parameter: the image '{image}' of the resource '{builder.Resource.Name}' is pinned, so that it cannot also be '{tag}'.");
        }

        if (!builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var annotation))
        {
            annotation = new ContainerImageAnnotation { Image = parsed.Image };
            builder.Resource.Annotations.Add(annotation);
        }

        annotation.Image = parsed.Image;
        if (parsed.Sha256 is not null)
        {
            annotation.SHA256 = parsed.Sha256;
        }
        else
        {
            annotation.Tag = tag ?? parsed.Tag ?? "latest";
        }

        // A prebuilt image replaces an earlier Dockerfile unless WithDockerfile itself is naming its result.
        return builder;
    }

    /// <summary>Sets the tag of the image.</summary>
    /// <exception cref="InvalidOperationException">The resource has no image yet.</exception>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(tag);

        ImageOf(builder).Tag = tag;
        return builder;
    }

    /// <summary>Sets the registry of the image.</summary>
    /// <exception cref="InvalidOperationException">The resource has no image yet.</exception>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        ImageOf(builder).Registry = registry;
        return builder;
    }

    /// <summary>Pins the image by its digest (hexadecimal, without <c>sha256:</c>).</summary>
    /// <exception cref="InvalidOperationException">The resource has no image yet.</exception>
    public static IResourceBuilder<T> WithImageSHA256<T>(this IResourceBuilder<T> builder, string sha256) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(sha256);

        ImageOf(builder).SHA256 = sha256;
        return builder;
    }

    /// <summary>Says when the image is pulled.</summary>
    public static IResourceBuilder<T> WithImagePullPolicy<T>(this IResourceBuilder<T> builder, ImagePullPolicy pullPolicy) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ContainerImagePullPolicyAnnotation { ImagePullPolicy = pullPolicy }, ResourceAnnotationMutationBehavior.Replace);
    }

    private static ContainerImageAnnotation ImageOf<T>(IResourceBuilder<T> builder) where T : ContainerResource
    {
        if (builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var annotation))
        {
            return annotation;
        }

        ThrowNoImage(builder.Resource);
        return null;
    }

    [DoesNotReturn]
    private static void ThrowNoImage(IResource resource) =>
        throw new InvalidOperationException($"The resource '{resource.Name}' does not have a container image specified. Use WithImage to specify the container image and tag.");
}
