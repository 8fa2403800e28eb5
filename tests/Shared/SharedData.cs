using System.Runtime.CompilerServices;

namespace Tests.Shared;

/// <summary>Manifests that real Aspire wrote, and their schema. They lie outside the repository; tests that need them are skipped without.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Manifest(string name) => File(Path.Combine("manifests", name + ".json"));

    public static string Schema => File("aspire-8.0.json");

    private static string File(string name)
    {
        Assert.SkipWhen(Folder is null, "The shared data folder is not there (set SHARED_DATA).");
        return Path.Combine(Folder!, name);
    }

    private static string? Find([CallerFilePath] string here = "")
    {
        var repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
        var candidates = new[] { Environment.GetEnvironmentVariable("SHARED_DATA"), Path.Combine(repository, "..", "shared", "data"), Path.Combine(repository, "..", "..", "shared", "data") };
        return candidates.FirstOrDefault(c => c is not null && Directory.Exists(Path.Combine(c, "manifests")));
    }
}
