using Aspirate.Json;

namespace Aspirate.Manifest;

/// <summary>Reads <c>containerFiles</c>, which newer publishers write for resources that take files from others.</summary>
internal static class ContainerFilesReader
{
    public static List<ContainerFiles> Read(JsonCursor entry)
    {
        List<ContainerFiles> all = [];
        if (!entry.TryGet("containerFiles", out var list))
        {
            return all;
        }

        foreach (var (resource, files) in list.Members())
        {
            if (!files.IsObject)
            {
                files.Report("must be an object with \"destination\" and \"sources\".");
                continue;
            }

            var destination = files.RequiredText("destination");
            List<string> sources = files.TryGet("sources", out var paths) ? [.. paths.Items().Select(item => item.AsText()).OfType<string>()] : [];
            // They become lines of a Dockerfile, in which a line break would begin another instruction.
            if (destination is "" || sources.Contains("") || sources.Append(destination ?? "").Any(path => path.Any(char.IsControl)))
            {
                files.Report("holds a path that is empty or has a line break or another control character in it.");
            }
            else if (destination is not null && sources.Count > 0)
            {
                all.Add(new(resource, destination, sources, files.Path));
            }
        }

        return all;
    }
}
