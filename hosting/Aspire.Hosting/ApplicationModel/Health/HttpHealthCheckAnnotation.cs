namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an HTTP health check asks, kept for those who must ask it elsewhere: a published manifest's hints.</summary>
internal sealed class HttpHealthCheckAnnotation(EndpointReference endpoint, string path, int statusCode) : IResourceAnnotation
{
    public EndpointReference Endpoint { get; } = endpoint;

    public string Path { get; } = path;

    public int StatusCode { get; } = statusCode;
}
