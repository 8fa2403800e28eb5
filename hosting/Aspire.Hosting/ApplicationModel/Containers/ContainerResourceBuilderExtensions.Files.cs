using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Writes files into the container before it starts.</summary>
    public static IResourceBuilder<T> WithContainerFiles<T>(this IResourceBuilder<T> builder, string destinationPath, IEnumerable<ContainerFileSystemItem> entries, int? defaultOwner = null, int? defaultGroup = null, UnixFileMode? umask = null) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(destinationPath);
        ArgumentNullException.ThrowIfNull(entries);

        return builder.WithContainerFiles(destinationPath, (_, _) => Task.FromResult(entries), defaultOwner, defaultGroup, umask);
    }

    /// <summary>Writes files into the container before it starts, asked for at that moment.</summary>
    public static IResourceBuilder<T> WithContainerFiles<T>(this IResourceBuilder<T> builder, string destinationPath, Func<ContainerFileSystemCallbackContext, CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> callback, int? defaultOwner = null, int? defaultGroup = null, UnixFileMode? umask = null) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(destinationPath);
        ArgumentNullException.ThrowIfNull(callback);

        return builder.WithAnnotation(new ContainerFileSystemCallbackAnnotation
        {
            DestinationPath = destinationPath,
            Callback = callback,
            DefaultOwner = defaultOwner,
            DefaultGroup = defaultGroup,
            Umask = umask,
        });
    }

    /// <summary>Copies a file or directory into the container before it starts; when publishing it becomes a bind mount.</summary>
    /// <exception cref="InvalidOperationException">The source does not exist.</exception>
    public static IResourceBuilder<T> WithContainerFiles<T>(this IResourceBuilder<T> builder, string destinationPath, string sourcePath, int? defaultOwner = null, int? defaultGroup = null, UnixFileMode? umask = null) where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(destinationPath);
        ArgumentNullException.ThrowIfNull(sourcePath);

        var source = HostPath.Resolve(sourcePath, builder.ApplicationBuilder.AppHostDirectory);
        if (!Path.Exists(source))
        {
            throw new InvalidOperationException($"The source path '{source}' of the files for '{builder.Resource.Name}' does not exist. Ensure the path is correct and accessible.");
        }

        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder.WithBindMount(source, destinationPath);
        }

        return builder.WithContainerFiles(destinationPath, (_, _) => Task.FromResult(ItemsAt(source)), defaultOwner, defaultGroup, umask);
    }

    private static IEnumerable<ContainerFileSystemItem> ItemsAt(string source)
    {
        if (Directory.Exists(source))
        {
            return ContainerDirectory.GetFileSystemItemsFromPath(source, searchOptions: SearchOption.AllDirectories);
        }

        if (File.Exists(source))
        {
            return [new ContainerFile { Name = Path.GetFileName(source), SourcePath = source }];
        }

        throw new InvalidOperationException($"The source path '{source}' does not exist. Ensure the path is a valid file or directory.");
    }
}
