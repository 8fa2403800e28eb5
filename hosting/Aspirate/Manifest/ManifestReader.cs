using Aspirate.Json;
using Aspirate.Problems;

namespace Aspirate.Manifest;

/// <summary>Reads a manifest, gathering everything that is wrong with it.</summary>
public static class ManifestReader
{
    private const int LongestName = 253;

    public static ManifestDocument Read(string path, ProblemList problems)
    {
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        byte[] content;
        try
        {
            content = File.ReadAllBytes(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(name, "$", $"cannot be read: {exception.Message}");
            return new(name, Path.GetDirectoryName(full)!, []);
        }

        return Read(content, name, Path.GetDirectoryName(full)!, problems);
    }

    public static ManifestDocument Read(ReadOnlyMemory<byte> content, string file, string folder, ProblemList problems)
    {
        List<ManifestResource> resources = [];
        if (JsonCursor.Parse(content, file, problems) is { } root)
        {
            ReadResources(root, resources);
        }

        return new(file, folder, resources);
    }

    private static void ReadResources(JsonCursor root, List<ManifestResource> resources)
    {
        if (!root.IsObject)
        {
            root.Report("is not a manifest: it must be an object with \"resources\".");
            return;
        }

        // The members are walked for the sake of duplicates at the top, too.
        JsonCursor? list = null;
        foreach (var (name, value) in root.Members())
        {
            if (name == "resources")
            {
                list = value;
            }
        }

        if (list is null)
        {
            root.Report("is not a manifest: it has no \"resources\".");
            return;
        }

        foreach (var (name, entry) in list.Value.Members())
        {
            if (NameRefusal(name) is { } refusal)
            {
                entry.Report(refusal);
            }
            else if (entry.IsObject)
            {
                resources.Add(ResourceReader.Read(name, entry));
            }
            else
            {
                entry.Report("must be an object: a resource.");
            }
        }
    }

    private static string? NameRefusal(string name) => name switch
    {
        { Length: 0 } => "a resource must have a name.",
        { Length: > LongestName } => $"a resource name of {name.Length} characters is too long; the longest allowed is {LongestName}.",
        _ when name.Any(c => char.IsControl(c) || c is '{' or '}') => "a resource name must not hold control characters or braces.",
        _ when name.Contains('/') || name.Contains('\\') || name is "." or ".." => "a resource name must not look like a path.",
        _ => null,
    };
}
