namespace Aspire.Hosting.ApplicationModel;

/// <summary>A further host name under which other containers reach this one.</summary>
/// <param name="alias">The host name.</param>
public sealed class ContainerNetworkAliasAnnotation(string alias) : IResourceAnnotation
{
    /// <summary>The host name.</summary>
    public string Alias { get; } = alias;
}
