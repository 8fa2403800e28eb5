namespace Aspirate.Hints;

/// <summary>The hints of a manifest, by resource name.</summary>
public sealed record ManifestHints(IReadOnlyDictionary<string, ResourceHints> Resources, string File = "")
{
    public static readonly ManifestHints None = new(new Dictionary<string, ResourceHints>());

    public ResourceHints For(string resource) => Resources.GetValueOrDefault(resource, ResourceHints.None);
}
