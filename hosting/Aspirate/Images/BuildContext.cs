namespace Aspirate.Images;

/// <summary>The folder that an image is built from, as the builder sees it.</summary>
internal static class BuildContext
{
    /// <summary>The hash of everything that is sent to the builder.</summary>
    public static string Hash(string context, string dockerfile)
    {
        var patterns = new IgnorePatterns(IgnoreLines(context, dockerfile));
        return ContentHash.OfFolder(context, (path, isFolder) =>
            (isFolder ? !patterns.HasExceptions : true) && patterns.Ignores(path));
    }

    // A file called after the Dockerfile goes before the one of the folder.
    private static string[] IgnoreLines(string context, string dockerfile)
    {
        var own = dockerfile + ".dockerignore";
        var common = Path.Combine(context, ".dockerignore");
        return File.Exists(own) ? File.ReadAllLines(own) : File.Exists(common) ? File.ReadAllLines(common) : [];
    }
}
