namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of one instance of a resource.</summary>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The instance: <c>{name}-{suffix}</c>, or the name of a resource without instances.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>The state after the change.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}

/// <summary>Defaults of <see cref="ResourceNotificationService"/>.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What waiting does when the awaited resource becomes unavailable and the waiter did not say.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
