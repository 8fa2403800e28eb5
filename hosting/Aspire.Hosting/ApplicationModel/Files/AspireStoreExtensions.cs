namespace Aspire.Hosting.ApplicationModel;

/// <summary>Puts files into the store.</summary>
public static class AspireStoreExtensions
{
    /// <summary>The path of a copy of <paramref name="sourceFilename"/>; the name is <paramref name="filenameTemplate"/> with a hash of the content.</summary>
    public static string GetFileNameWithContent(this IAspireStore aspireStore, string filenameTemplate, string sourceFilename)
    {
        ArgumentNullException.ThrowIfNull(aspireStore);
        ArgumentException.ThrowIfNullOrWhiteSpace(filenameTemplate);
        ArgumentException.ThrowIfNullOrWhiteSpace(sourceFilename);

        if (!File.Exists(sourceFilename))
        {
            throw new FileNotFoundException($"The file '{sourceFilename}' does not exist.", sourceFilename);
        }

        using var content = File.OpenRead(sourceFilename);
        return aspireStore.GetFileNameWithContent(filenameTemplate, content);
    }
}
