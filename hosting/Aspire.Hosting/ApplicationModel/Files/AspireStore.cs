using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The store as a folder on disk.</summary>
internal sealed class AspireStore : IAspireStore
{
    public AspireStore(string basePath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(basePath);
        BasePath = Path.GetFullPath(basePath);
    }

    public string BasePath { get; }

    public string GetFileNameWithContent(string filenameTemplate, Stream contentStream)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(filenameTemplate);
        ArgumentNullException.ThrowIfNull(contentStream);

        using var content = new MemoryStream();
        contentStream.CopyTo(content);
        var bytes = content.ToArray();

        // Only the name of a path that was given: the store decides where its files are.
        var template = Path.GetFileName(filenameTemplate);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        var path = Path.Combine(BasePath, $"{Path.GetFileNameWithoutExtension(template)}.{hash}{Path.GetExtension(template)}");

        if (!File.Exists(path))
        {
            Directory.CreateDirectory(BasePath);
            var aside = $"{path}.{Environment.ProcessId}.tmp";
            File.WriteAllBytes(aside, bytes);
            File.Move(aside, path, overwrite: true);
        }

        return path;
    }
}
