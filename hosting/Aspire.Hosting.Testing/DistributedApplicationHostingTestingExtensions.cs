using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What tests ask of an application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client for an endpoint of a resource; without a name, the one named http, else https.</summary>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);

        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = app.GetEndpoint(resourceName, endpointName);
        return client;
    }

    /// <summary>The connection string of a resource.</summary>
    /// <exception cref="ArgumentException">There is no such resource, or it has no connection string.</exception>
    public static ValueTask<string?> GetConnectionStringAsync(this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);

        return Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));
    }

    /// <summary>The address of an endpoint of a resource; without a name, the one named http, else https.</summary>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    /// <exception cref="ArgumentException">There is no such resource or endpoint.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);

        if (!app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The application has not been started, so the endpoints of '{resourceName}' have no addresses yet. Call StartAsync first.");
        }

        var resource = Find(app, resourceName);
        if (resource is not IResourceWithEndpoints owner || !owner.Annotations.OfType<EndpointAnnotation>().Any())
        {
            throw new InvalidOperationException($"Resource '{resourceName}' has no endpoints.");
        }

        string[] names = string.IsNullOrEmpty(endpointName) ? ["http", "https"] : [endpointName];
        var endpoint = names.Select(owner.GetEndpoint).FirstOrDefault(candidate => candidate.Exists && candidate.IsAllocated);
        return endpoint is not null
            ? new Uri(endpoint.Url)
            : throw new ArgumentException($"Endpoint '{string.Join("' or '", names)}' for resource '{resourceName}' not found. It has {string.Join(", ", owner.GetEndpoints().Select(e => $"'{e.EndpointName}'"))}.", nameof(endpointName));
    }

    private static IResource Find(DistributedApplication app, string name)
    {
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        return model.Resources.FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Resource '{name}' not found. There are {string.Join(", ", model.Resources.Select(resource => $"'{resource.Name}'"))}.", "resourceName");
    }
}
