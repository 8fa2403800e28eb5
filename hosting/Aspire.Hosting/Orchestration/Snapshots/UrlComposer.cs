using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Snapshots;

/// <summary>Makes the URLs of a resource: one per endpoint, then what WithUrls and its like add or change.</summary>
internal sealed class UrlComposer(DistributedApplicationExecutionContext context, ResourceLoggerService loggers)
{
    /// <summary>Composes the URLs, puts them on the resource as annotations, and returns what snapshots show.</summary>
    public async Task<ImmutableArray<UrlSnapshot>> ComposeAsync(IResource resource, CancellationToken cancellationToken)
    {
        var urls = new List<ResourceUrlAnnotation>();
        if (resource is IResourceWithEndpoints owner)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                urls.AddRange(ForEndpoint(owner, endpoint));
            }
        }
        urls.AddRange(resource.Annotations.OfType<ResourceUrlAnnotation>());

        var logger = loggers.GetLogger(resource);
        var callback = new ResourceUrlsCallbackContext(context, resource, urls, cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
        {
            try
            {
                await annotation.Callback(callback).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "A URL callback of '{Resource}' failed; its other URLs are shown.", resource.Name);
            }
        }

        foreach (var old in resource.Annotations.OfType<ResourceUrlAnnotation>().ToArray())
        {
            resource.Annotations.Remove(old);
        }
        var snapshots = ImmutableArray.CreateBuilder<UrlSnapshot>();
        foreach (var url in urls.Where(u => !string.IsNullOrEmpty(u.Url)))
        {
            url.Url = Absolute(url);
            resource.Annotations.Add(url);
            snapshots.Add(new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, url.DisplayLocation is UrlDisplayLocation.DetailsOnly)
            {
                IsInactive = url.Endpoint is not null,
                DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
            });
        }
        return snapshots.ToImmutable();
    }

    private static IEnumerable<ResourceUrlAnnotation> ForEndpoint(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
    {
        if (endpoint.AllocatedEndpoint is not { } allocated)
        {
            yield break;
        }
        var reference = new EndpointReference(owner, endpoint);
        var another = allocated.BindingMode is not EndpointBindingMode.SingleAddress ? Environment.MachineName
            : endpoint.TargetHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ? endpoint.TargetHost
            : null;

        yield return new ResourceUrlAnnotation { Url = Launched(owner, endpoint) ?? allocated.UriString, Endpoint = reference };
        if (another is not null)
        {
            yield return new ResourceUrlAnnotation { Url = $"{allocated.UriScheme}://{another}:{allocated.Port}", Endpoint = reference };
        }
    }

    // The launch profile may say which page is opened: by a path on its endpoints, or as a whole.
    private static string? Launched(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
    {
        if (!endpoint.FromLaunchProfile || owner is not ProjectResource project || project.GetEffectiveLaunchProfile()?.LaunchProfile.LaunchUrl is not { Length: > 0 } launch)
        {
            return null;
        }
        if (HasScheme(launch))
        {
            return Uri.TryCreate(launch, UriKind.Absolute, out var whole) && whole.Scheme == endpoint.UriScheme ? launch : null;
        }
        return Uri.TryCreate(new Uri(endpoint.AllocatedEndpoint!.UriString), launch, out var page) ? page.ToString() : null;
    }

    // A URL that is only a path means the endpoint it belongs to.
    private static string Absolute(ResourceUrlAnnotation url)
    {
        if (url.Endpoint is not { IsAllocated: true } endpoint || HasScheme(url.Url))
        {
            return url.Url;
        }
        return Uri.TryCreate(new Uri(endpoint.Url), url.Url, out var absolute) ? absolute.ToString() : url.Url;
    }

    private static bool HasScheme(string url) => url.Contains("://", StringComparison.Ordinal);
}
