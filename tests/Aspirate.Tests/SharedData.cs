using System.Runtime.CompilerServices;

namespace Aspirate.Tests;

/// <summary>Manifests that real Aspire wrote. They lie outside the repository; tests that need them are skipped without.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Manifest(string name)
    {
        Assert.SkipWhen(Folder is null, "The shared data folder is not there (set SHARED_DATA).");
        return Path.Combine(Folder!, "manifests", name + ".json");
    }

    private static string? Find([CallerFilePath] string here = "")
    {
        var repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
        var candidates = new[] { Environment.GetEnvironmentVariable("SHARED_DATA"), Path.Combine(repository, "..", "shared", "data"), Path.Combine(repository, "..", "..", "shared", "data") };
        return candidates.FirstOrDefault(c => c is not null && Directory.Exists(Path.Combine(c, "manifests")));
    }
}
