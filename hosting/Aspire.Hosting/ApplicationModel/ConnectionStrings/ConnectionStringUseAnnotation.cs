namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource gets the connection string of another one, and whether it can do without it.</summary>
internal sealed class ConnectionStringUseAnnotation(IResourceWithConnectionString resource, bool optional) : IResourceAnnotation
{
    public IResourceWithConnectionString Resource { get; } = resource;

    public bool Optional { get; } = optional;
}
