using Aspirate.Cli;
using Aspirate.Manifest;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Images;

/// <summary>Projects that are built from a Dockerfile of their own instead of by the SDK, where that is wanted.</summary>
internal static class ProjectDockerfiles
{
    private const string FileName = "Dockerfile";

    /// <param name="stateFolder">Where <c>aspirate.json</c> lies, from which its paths start.</param>
    public static ManifestDocument Prefer(ManifestDocument manifest, DeploymentSettings settings, GenerateOptions options, string stateFolder, ProblemList problems)
    {
        var context = options.BuildContext is { } given ? Path.GetFullPath(given)
            : settings.ContainerBuildContext is { } kept ? Path.GetFullPath(Path.Combine(stateFolder, kept))
            : null;
        var resources = manifest.Resources.Select(r => options.PreferDockerfile || options.ComposeBuilds.Contains(r.Name) ? WithDockerfile(manifest, r, context) : r).ToList();
        foreach (var name in options.ComposeBuilds)
        {
            if (resources.Find(r => r.Name == name) is not { } resource)
            {
                problems.Add("command line", "--compose-build", $"names \"{name}\", which the manifest does not have.");
            }
            else if (resource.Build is null)
            {
                problems.Add("command line", "--compose-build", $"names \"{name}\", which has no Dockerfile that Compose could build.");
            }
        }

        return new(manifest.File, manifest.Folder, resources);
    }

    private static ManifestResource WithDockerfile(ManifestDocument manifest, ManifestResource resource, string? context)
    {
        if (!resource.IsPublished || resource.ProjectPath is null)
        {
            return resource;
        }

        var folder = Path.GetDirectoryName(manifest.Resolve(resource.ProjectPath))!;
        var dockerfile = Path.Combine(folder, FileName);
        return File.Exists(dockerfile)
            ? resource with { Build = new(Relative(manifest, context ?? folder), Relative(manifest, dockerfile), Stage: null, [], []) }
            : resource;
    }

    // What is kept about a build is committed, and means the same on every machine.
    private static string Relative(ManifestDocument manifest, string path) => Path.GetRelativePath(manifest.Folder, path).Replace('\\', '/');
}
