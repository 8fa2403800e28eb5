using System.Reflection;

namespace Shop.EndToEnd.Tests.Hosting;

/// <summary>Where things are in this clone.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string AppHost { get; } = Path.Combine(Root, Metadata("AppHostPath"));

    /// <summary>A folder for what a person may want to look at after a run; not under version control.</summary>
    public static string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "storefront")).FullName;

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
