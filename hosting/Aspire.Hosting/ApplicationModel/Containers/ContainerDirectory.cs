namespace Aspire.Hosting.ApplicationModel;

/// <summary>A directory written into a container.</summary>
public sealed class ContainerDirectory : ContainerFileSystemItem
{
    /// <summary>What the directory holds.</summary>
    public IEnumerable<ContainerFileSystemItem> Entries { get; set; } = [];

    /// <summary>Reads a file or directory of the host as items for a container.</summary>
    /// <param name="path">The file or directory.</param>
    /// <param name="searchPattern">Which file names of a directory are taken.</param>
    /// <param name="searchOptions">Whether sub-directories are read as well.</param>
    /// <param name="updateItem">Called for every item, to set owner or mode.</param>
    /// <exception cref="FileNotFoundException">The path does not exist.</exception>
    public static IEnumerable<ContainerFileSystemItem> GetFileSystemItemsFromPath(string path, string searchPattern = "*", SearchOption searchOptions = SearchOption.TopDirectoryOnly, Action<ContainerFileSystemItem>? updateItem = null)
    {
        ArgumentNullException.ThrowIfNull(path);

        var fullPath = Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            return Items(fullPath, searchPattern, searchOptions, updateItem);
        }

        if (File.Exists(fullPath))
        {
            if (searchPattern != "*")
            {
                throw new ArgumentException($"A search pattern was specified, but the given path '{fullPath}' is a file. Search patterns are only valid for directories.", nameof(searchPattern));
            }

            return [Updated(new ContainerFile { Name = Path.GetFileName(fullPath), SourcePath = fullPath }, updateItem)];
        }

        throw new InvalidOperationException($"The specified path '{fullPath}' does not exist.");
    }

    private static List<ContainerFileSystemItem> Items(string directory, string pattern, SearchOption options, Action<ContainerFileSystemItem>? update)
    {
        var items = new List<ContainerFileSystemItem>();

        foreach (var file in Directory.EnumerateFiles(directory, pattern).Order(StringComparer.Ordinal))
        {
            items.Add(Updated(new ContainerFile { Name = Path.GetFileName(file), SourcePath = file }, update));
        }

        if (options == SearchOption.AllDirectories)
        {
            foreach (var child in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
            {
                items.Add(Updated(new ContainerDirectory { Name = Path.GetFileName(child), Entries = Items(child, pattern, options, update) }, update));
            }
        }

        return items;
    }

    private static ContainerFileSystemItem Updated(ContainerFileSystemItem item, Action<ContainerFileSystemItem>? update)
    {
        update?.Invoke(item);
        return item;
    }
}
