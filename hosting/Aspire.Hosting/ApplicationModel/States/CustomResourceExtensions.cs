using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Helps resources of your own kind show themselves.</summary>
public static class CustomResourceExtensions
{
    /// <summary>Says what is shown for the resource until it reports itself.</summary>
    public static IResourceBuilder<TResource> WithInitialState<TResource>(this IResourceBuilder<TResource> builder, CustomResourceSnapshot initialSnapshot) where TResource : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(initialSnapshot);

        return builder.WithAnnotation(new ResourceSnapshotAnnotation(initialSnapshot), ResourceAnnotationMutationBehavior.Replace);
    }
}
