using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The only implementation of <see cref="IResourceBuilder{T}"/>: a resource and the application it belongs to.</summary>
internal sealed class DistributedApplicationResourceBuilder<T>(IDistributedApplicationBuilder applicationBuilder, T resource) : IResourceBuilder<T>
    where T : IResource
{
    public T Resource { get; } = resource;

    public IDistributedApplicationBuilder ApplicationBuilder { get; } = applicationBuilder;

    public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(annotation);

        if (behavior == ResourceAnnotationMutationBehavior.Replace)
        {
            foreach (var existing in Resource.Annotations.OfType<TAnnotation>().ToArray())
            {
                Resource.Annotations.Remove(existing);
            }
        }
        else if (behavior != ResourceAnnotationMutationBehavior.Append)
        {
            throw new ArgumentOutOfRangeException(nameof(behavior), behavior, "Unknown behavior.");
        }

        Resource.Annotations.Add(annotation);
        return this;
    }
}
