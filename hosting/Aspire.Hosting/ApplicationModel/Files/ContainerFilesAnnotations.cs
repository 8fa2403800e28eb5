namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource whose image holds files that other images take over, such as a built web page.</summary>
public interface IResourceWithContainerFiles : IResource;

/// <summary>A resource whose image takes files from the images of other resources.</summary>
public interface IContainerFilesDestinationResource : IResource;

/// <summary>Where in its image a resource keeps the files it offers.</summary>
public sealed class ContainerFilesSourceAnnotation : IResourceAnnotation
{
    /// <summary>An absolute path in the image.</summary>
    public required string SourcePath { get; init; }
}

/// <summary>Files that a resource's image takes from another resource's.</summary>
public sealed class ContainerFilesDestinationAnnotation : IResourceAnnotation
{
    /// <summary>Whose files.</summary>
    public required IResource Source { get; init; }

    /// <summary>A path in the resource's own image; a relative one counts from its working directory.</summary>
    public required string DestinationPath { get; init; }
}
