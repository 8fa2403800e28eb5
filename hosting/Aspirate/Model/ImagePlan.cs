using Aspirate.Expressions;
using Aspirate.Images;
using Aspirate.Manifest;
using Aspirate.Naming;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>The images of resources: their names, and which are built here. A name that cannot be one is reported where it is made.</summary>
internal sealed class ImagePlan(ModelRequest request, NameTable names, Func<SourcedText, ResolvedText> resolve, ProblemList problems)
{
    private const string DefaultTag = "latest";
    private const int LongestShown = 60;

    private readonly DeploymentSettings _settings = request.Settings;
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    public string? Of(ManifestResource resource)
    {
        var image = _settings.For(resource.Name).Image ?? resource.Image;
        if (image is null)
        {
            var built = Built(resource);
            return request.BuiltImages.DigestOf(resource.Name, built) is { } digest && !request.ComposeBuilds.Contains(resource.Name) ? ImageName.Pinned(built, digest) : built;
        }

        if (image.Contains('{'))
        {
            image = resolve(new(image, resource.Path + ".image")).Text;
        }

        if (!ImageName.IsValid(image))
        {
            var (file, path) = _settings.For(resource.Name).Image is null ? (request.Manifest.File, resource.Path + ".image") : (DeploymentSettings.FileName, $"$.resources.{resource.Name}.image");
            problems.Add(file, path, "is not the name of an image: registry/repository:tag or registry/repository@sha256:digest, the repository in small letters.");
        }

        return image;
    }

    /// <summary>The arguments that the manifest has for a build; resolved only when it is built.</summary>
    public List<KeyValuePair<string, ResolvedText>> BuildArgs(ManifestResource resource) => resource.Build is not null && request.Builds.Contains(resource.Name)
        ? [.. resource.Build.Args.Select(a => KeyValuePair.Create(a.Key, resolve(a.Value)))]
        : [];

    /// <summary>What is built, among what is wanted and what that takes files from. An image that the settings name is there already.</summary>
    public List<ImageTarget> ToBuild(IReadOnlyList<ManifestResource> resources, Func<ManifestResource, bool> isWanted)
    {
        HashSet<string> wanted = new(StringComparer.Ordinal);
        Stack<ManifestResource> open = new(resources.Where(isWanted));
        while (open.TryPop(out var resource))
        {
            if (wanted.Add(resource.Name))
            {
                foreach (var source in resource.ContainerFiles.Select(f => request.Manifest.Find(f.Resource)).OfType<ManifestResource>())
                {
                    open.Push(source);
                }
            }
        }

        return
        [
            .. resources.Where(r => wanted.Contains(r.Name) && (r.Kind == ResourceKind.Project || r.Build is not null) && _settings.For(r.Name).Image is null && !request.ComposeBuilds.Contains(r.Name))
                .Select(r => new ImageTarget(r, Built(r), BuildArgs(r)) { FurtherImages = [.. _settings.FurtherImageTags.Select(tag => Named(r, tag))] }),
        ];
    }

    private string Built(ManifestResource resource) => Named(resource, _settings.ContainerImageTag ?? DefaultTag);

    private string Named(ManifestResource resource, string tag)
    {
        var name = ImageName.Built(_settings.ContainerRegistry, _settings.ContainerRepositoryPrefix, names[resource.Name], tag);
        if (!ImageName.IsValid(name) && _refused.Add(name))
        {
            var shown = name.Length <= LongestShown ? name : name[..LongestShown] + "...";
            problems.Add(DeploymentSettings.FileName, "$", $"makes \"{shown}\" the name of an image, which it cannot be. The registry is a host, with a port and folders perhaps, and without https://; then come prefix and tag.");
        }

        return name;
    }
}
