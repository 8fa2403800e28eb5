using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Files that are written into a container before it starts.</summary>
[DebuggerDisplay("-> {DestinationPath,nq}")]
public sealed class ContainerFileSystemCallbackAnnotation : IResourceAnnotation
{
    /// <summary>The directory in the container.</summary>
    public required string DestinationPath { get; init; }

    /// <summary>The owner of items that name none; root when not set.</summary>
    public int? DefaultOwner { get; init; }

    /// <summary>The group of items that name none; root when not set.</summary>
    public int? DefaultGroup { get; init; }

    /// <summary>The permissions withheld from items that have no mode; 0022 when not set.</summary>
    public UnixFileMode? Umask { get; set; }

    /// <summary>Gives the items.</summary>
    public required Func<ContainerFileSystemCallbackContext, CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> Callback { get; init; }
}

/// <summary>What a container-files callback works on.</summary>
public sealed class ContainerFileSystemCallbackContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The container's resource.</summary>
    public required IResource Model { get; init; }
}
