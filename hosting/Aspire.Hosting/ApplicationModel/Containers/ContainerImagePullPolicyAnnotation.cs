namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says when the image is pulled.</summary>
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When the image is pulled.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

/// <summary>When an image is pulled.</summary>
public enum ImagePullPolicy
{
    /// <summary>As the container runtime does by default.</summary>
    Default = 0,

    /// <summary>Before every start.</summary>
    Always,

    /// <summary>Only when it is not present.</summary>
    Missing,
}
