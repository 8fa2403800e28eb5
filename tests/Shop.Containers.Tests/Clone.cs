using System.Reflection;

namespace Shop.Containers.Tests;

/// <summary>Where things are in this clone.</summary>
internal static class Clone
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file that the build of a project left.</summary>
    public static string Built(string project, string file = "") => Path.Combine(Root, project, Metadata("Built"), file);

    private static string Metadata(string key) =>
        typeof(Clone).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
