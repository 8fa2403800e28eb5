namespace Aspirate.Images;

/// <summary>Makes the image of a .NET project with the SDK's container support: no Dockerfile and no engine is needed for a registry.</summary>
internal sealed class ProjectPublisher(BuildTool tool, string runtimeIdentifier, bool podman, IReadOnlySet<string> insecureRegistries)
{
    /// <param name="registry">Null for the engine of this machine.</param>
    /// <param name="isBuilt">Whether the same project was built in this run already.</param>
    /// <returns>The digest of the image in the registry.</returns>
    public async Task<string?> PublishAsync(string project, string? registry, string repository, IReadOnlyList<string> tags, string? baseImage, bool isBuilt, CancellationToken cancellation)
    {
        List<string> arguments =
        [
            "publish", project, "-t:PublishContainer", "--configuration", "Release", "--runtime", runtimeIdentifier, "--nologo", "-v:quiet", "-nodeReuse:false",
            $"-p:ContainerRepository={repository}",
            // Both, for what the project says of the other would contradict. Quotes keep MSBuild from taking what follows a
            // semicolon for another property.
            tags is [var only] ? $"-p:ContainerImageTag={only}" : "-p:ContainerImageTag=",
            tags.Count == 1 ? "-p:ContainerImageTags=" : $"-p:ContainerImageTags=\"{string.Join(';', tags)}\"",
            // A registry that only the project knows of would get an image that nobody deploys.
            $"-p:ContainerRegistry={registry}",
            "-getProperty:GeneratedContainerDigest",
        ];
        if (isBuilt)
        {
            arguments.Add("--no-build");
        }

        if (registry is null && podman)
        {
            arguments.Add("-p:LocalRegistry=Podman");
        }

        if (baseImage is not null)
        {
            arguments.Add($"-p:ContainerBaseImage={baseImage}");
        }

        Dictionary<string, string?> environment = new(StringComparer.Ordinal);
        var plain = insecureRegistries.Concat(new[] { registry, baseImage is null ? null : ImageName.Place(baseImage).Registry }.OfType<string>().Where(ImageName.IsLoopback)).Distinct().ToList();
        if (plain.Count > 0)
        {
            environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = string.Join(';', plain);
        }

        var output = await tool.RunAsync("dotnet", arguments, $"Build it alone to see more: dotnet publish {project} -t:PublishContainer", cancellation, environment, Path.GetDirectoryName(project));
        var digest = output.Split('\n', StringSplitOptions.TrimEntries).LastOrDefault(ImageName.IsDigest);
        return digest;
    }
}
