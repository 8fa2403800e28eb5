namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state a resource starts with.</summary>
public class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot ?? throw new ArgumentNullException(nameof(initialSnapshot));
}

/// <summary>Names of properties that have a place of their own where resources are shown.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Where the resource comes from: a project, an image, a command.</summary>
    public static string Source { get; } = "resource.source";

    /// <summary>The connection string; shown as a secret.</summary>
    public static string ConnectionString { get; } = "resource.connectionString";
}
