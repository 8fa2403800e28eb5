namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where images are pushed to.</summary>
public interface IContainerRegistry
{
    /// <summary>Its name.</summary>
    ReferenceExpression Name { get; }

    /// <summary>Its address, such as <c>ghcr.io</c>.</summary>
    ReferenceExpression Endpoint { get; }

    /// <summary>The path that images get there; null for none.</summary>
    ReferenceExpression? Repository => null;
}

/// <summary>The registry that the image of a resource is pushed to.</summary>
public class ContainerRegistryReferenceAnnotation(IContainerRegistry registry) : IResourceAnnotation
{
    /// <summary>The registry.</summary>
    public IContainerRegistry Registry { get; } = registry ?? throw new ArgumentNullException(nameof(registry));
}
