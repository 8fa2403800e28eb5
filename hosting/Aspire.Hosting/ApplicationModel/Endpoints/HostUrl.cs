namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL of something on the host machine; inside a container its loopback host is replaced by the container's name for the host.</summary>
public record HostUrl(string Url) : IValueProvider, IManifestExpressionProvider
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);
}
