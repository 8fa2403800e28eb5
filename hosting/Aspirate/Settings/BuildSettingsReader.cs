using Aspirate.Images;
using Aspirate.Json;

namespace Aspirate.Settings;

/// <summary>Reads the member <c>build</c>, of one resource or of all.</summary>
internal static class BuildSettingsReader
{
    public static BuildSettings Read(JsonCursor parent)
    {
        if (!parent.TryGet("build", out var build) || !KnownMembers.Check(build, "baseImage", "args"))
        {
            return new();
        }

        var image = build.Text("baseImage");
        if (image is not null && !ImageName.IsValid(image))
        {
            build.Report("baseImage", "is not the name of an image: registry/repository:tag or registry/repository@sha256:digest.");
        }

        var args = SettingsReader.TextMap(build, "args");
        foreach (var name in args.Keys.Where(name => !BuildArgument.IsName(name)))
        {
            build.Report("args", $"has the member \"{name}\", which cannot be the name of a build argument.");
        }

        return new() { BaseImage = image, Args = args };
    }
}
