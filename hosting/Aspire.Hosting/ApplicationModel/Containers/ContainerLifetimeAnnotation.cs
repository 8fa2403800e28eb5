namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how long a container lives.</summary>
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>How long the container lives.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}

/// <summary>How long a container lives.</summary>
public enum ContainerLifetime
{
    /// <summary>It is removed when the AppHost stops.</summary>
    Session,

    /// <summary>It outlives the AppHost and is found again by the next run.</summary>
    Persistent,
}
