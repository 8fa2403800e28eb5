namespace Aspirate.Manifest;

/// <summary>A manifest as it was read, with the folder that its paths start from.</summary>
public sealed record ManifestDocument(string File, string Folder, IReadOnlyList<ManifestResource> Resources)
{
    private readonly Dictionary<string, ManifestResource> _byName = Resources.ToDictionary(r => r.Name, StringComparer.Ordinal);

    public ManifestResource? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A path of the manifest as a full path of this machine.</summary>
    public string Resolve(string path) => Path.GetFullPath(Path.Combine(Folder, path.Replace('\\', '/')));
}
