using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Aspirate.Json;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Images;

/// <summary>
/// The images that were built, kept beside <c>aspirate.json</c>: what they were made of, so that nothing is built twice,
/// and their digests, so that what is deployed is what was built.
/// </summary>
public sealed class BuiltImages
{
    public const string FileName = "aspirate-images.json";

    private readonly SortedDictionary<string, BuiltImage> _images = new(StringComparer.Ordinal);
    private readonly string? _path;

    private BuiltImages(string? path) => _path = path;

    /// <summary>Keeps nothing.</summary>
    public static BuiltImages Forgetful() => new(null);

    public static BuiltImages Read(string folder, ProblemList problems)
    {
        var path = Path.Combine(folder, FileName);
        var images = new BuiltImages(path);
        if (File.Exists(path) && JsonCursor.Parse(File.ReadAllBytes(path), FileName, problems) is { } root && KnownMembers.Check(root, "version", "images")
            && root.TryGet("images", out var list))
        {
            foreach (var (name, entry) in list.Members())
            {
                if (KnownMembers.Check(entry, "image", "digest", "id", "inputs", "bases") && entry.RequiredText("image") is { } image)
                {
                    images._images[name] = new()
                    {
                        Image = image,
                        Digest = Digest(entry, "digest"),
                        Id = Digest(entry, "id"),
                        Inputs = SettingsReader.TextMap(entry, "inputs"),
                        Bases = SettingsReader.TextMap(entry, "bases"),
                    };
                }
            }
        }

        return images;
    }

    public BuiltImage? Find(string resource) => _images.GetValueOrDefault(resource);

    public void Set(string resource, BuiltImage image)
    {
        lock (_images)
        {
            _images[resource] = image;
        }
    }

    /// <summary>The digest of a resource's image, if that very image was pushed.</summary>
    public string? DigestOf(string resource, string image) => Find(resource) is { Digest: { } digest } built && built.Image == image ? digest : null;

    /// <summary>Writes the file. Images of resources that the manifest no longer has are forgotten.</summary>
    public void Save(IEnumerable<string> resources)
    {
        if (_path is null)
        {
            return;
        }

        var known = resources.ToHashSet(StringComparer.Ordinal);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartObject("images");
            foreach (var (name, image) in _images.Where(i => known.Contains(i.Key)))
            {
                Write(writer, name, image);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Write(Utf8JsonWriter writer, string name, BuiltImage image)
    {
        writer.WriteStartObject(name);
        writer.WriteString("image", image.Image);
        if (image.Digest is not null)
        {
            writer.WriteString("digest", image.Digest);
        }

        if (image.Id is not null)
        {
            writer.WriteString("id", image.Id);
        }

        WriteMap(writer, "inputs", image.Inputs);
        WriteMap(writer, "bases", image.Bases);
        writer.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> map)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static string? Digest(JsonCursor entry, string member)
    {
        var text = entry.Text(member);
        if (text is not null && !ImageName.IsDigest(text))
        {
            entry.Report(member, "is not a digest: sha256: and 64 hexadecimal digits.");
            return null;
        }

        return text;
    }
}
