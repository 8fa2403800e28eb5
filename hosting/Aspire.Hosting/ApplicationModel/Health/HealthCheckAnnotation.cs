namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names a registered health check that says whether a resource is healthy.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name it is registered under.</summary>
    public string Key { get; } = key ?? throw new ArgumentNullException(nameof(key));
}
