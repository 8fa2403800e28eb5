using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The full name of the image a resource is deployed as.</summary>
public class ContainerImageReference : IManifestExpressionProvider, IValueWithReferences, IValueProvider
{
    /// <summary>Refers to the image of <paramref name="resource"/>.</summary>
    public ContainerImageReference(IResource resource) => Resource = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Resource.Name}.containerImage}}";

    /// <inheritdoc />
    public IEnumerable<object> References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken)
        => new(Resource.TryGetContainerImageName(out var imageName) ? imageName : Resource.Name.ToLowerInvariant());
}

/// <summary>The port a resource's container listens on when deployed.</summary>
public class ContainerPortReference(IResource resource) : IManifestExpressionProvider, IValueWithReferences, IValueProvider
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <inheritdoc />
    public string ValueExpression => $"{{{Resource.Name}.containerPort}}";

    /// <inheritdoc />
    public IEnumerable<object> References => [Resource];

    // 8080 is what the .NET SDK's images listen on unless told otherwise.
    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken)
        => new((Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault()?.TargetPort ?? 8080).ToString(CultureInfo.InvariantCulture));
}
