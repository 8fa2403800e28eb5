namespace Aspire.Hosting.ApplicationModel;

/// <summary>Switches the proxies of all of a resource's endpoints on or off.</summary>
public sealed class ProxySupportAnnotation : IResourceAnnotation
{
    /// <summary>Creates the annotation.</summary>
    public ProxySupportAnnotation()
    {
    }

    /// <summary>Whether endpoints get a proxy.</summary>
    public required bool ProxyEnabled { get; set; }
}

/// <summary>How many instances of a resource run.</summary>
public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    /// <summary>The number of instances.</summary>
    public int Replicas { get; } = replicas;
}
