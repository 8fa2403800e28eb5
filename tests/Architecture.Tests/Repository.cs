using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The checkout that these tests were built from, read as files.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project of the checkout by name, build output excluded.</summary>
    public static IReadOnlyDictionary<string, Project> Projects { get; } = Directory
        .EnumerateFiles(Root, "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "artifacts"))
        .Select(path => new Project(path, XDocument.Load(Path.Combine(Root, path))))
        .ToDictionary(project => project.Name);

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Shop.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Shop.sln.");
    }
}

/// <summary>A project file: where it is and what it refers to.</summary>
internal sealed record Project(string Path, XDocument Content)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Area => Path.Split('/') switch
    {
        ["hosting", ..] => "hosting",
        ["tests", ..] => "tests",
        ["bench", ..] => "bench",
        _ => "shop",
    };

    /// <summary>Names of the projects it compiles against; metadata-only references are <see cref="MetadataReferences"/>.</summary>
    public IEnumerable<string> CodeReferences => References(metadataOnly: false);

    /// <summary>Names of the projects it only knows by path (built beside it, not compiled against).</summary>
    public IEnumerable<string> MetadataReferences => References(metadataOnly: true);

    public IEnumerable<XElement> PackageReferences => Content.Descendants("PackageReference");

    private IEnumerable<string> References(bool metadataOnly) => Content
        .Descendants("ProjectReference")
        .Where(reference => reference.Attribute("Include") is not null && IsMetadataOnly(reference) == metadataOnly)
        .Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private bool IsMetadataOnly(XElement reference)
    {
        if (Is(reference, "ReferenceOutputAssembly", "false"))
        {
            return true;
        }

        // An AppHost's references are resources, known by path only, unless the project file says otherwise.
        return Name == "AppHost" && !Is(reference, "IsAspireProjectResource", "false");
    }

    private static bool Is(XElement reference, string name, string value) =>
        string.Equals(reference.Attribute(name)?.Value ?? reference.Element(name)?.Value, value, StringComparison.OrdinalIgnoreCase);
}
