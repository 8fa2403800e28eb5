using System.Text.RegularExpressions;
using Aspirate.Json;
using Aspirate.Manifest;
using Aspirate.Problems;

namespace Aspirate.Hints;

/// <summary>Reads the file beside the manifest; without one there are no hints.</summary>
public static partial class HintsReader
{
    private const int FormatVersion = 1;
    private static readonly string[] ProbeTypes = ["startup", "readiness", "liveness"];
    private static readonly string[] WaitTypes = ["started", "healthy", "completion"];

    public static string FileFor(string manifestPath) => Path.ChangeExtension(manifestPath, ".hints.json");

    public static ManifestHints Read(string manifestPath, ManifestDocument manifest, ProblemList problems)
    {
        var path = FileFor(Path.GetFullPath(manifestPath));
        return File.Exists(path) ? Read(File.ReadAllBytes(path), Path.GetFileName(path), manifest, problems) : ManifestHints.None;
    }

    public static ManifestHints Read(ReadOnlyMemory<byte> content, string file, ManifestDocument manifest, ProblemList problems)
    {
        if (JsonCursor.Parse(content, file, problems) is not { } root || !RootIsKnown(root) || !root.TryGet("resources", out var list))
        {
            return ManifestHints.None;
        }

        Dictionary<string, ResourceHints> hints = new(StringComparer.Ordinal);
        foreach (var (name, entry) in list.Members())
        {
            if (manifest.Find(name) is not { } resource)
            {
                entry.Report($"the manifest has no resource \"{name}\"; publish both files anew.");
            }
            else if (entry.IsObject)
            {
                hints[name] = ReadResource(entry, resource, manifest);
            }
            else
            {
                entry.Report("must be an object: the hints of a resource.");
            }
        }

        return new(hints, file);
    }

    private static bool RootIsKnown(JsonCursor root)
    {
        if (!root.IsObject)
        {
            root.Report("must be an object with \"resources\".");
            return false;
        }

        if ((root.Number("version", 1, int.MaxValue) ?? FormatVersion) != FormatVersion)
        {
            root.Report("version", $"is newer than this aspirate, which knows version {FormatVersion}; update aspirate.");
            return false;
        }

        return true;
    }

    private static ResourceHints ReadResource(JsonCursor entry, ManifestResource resource, ManifestDocument manifest) => new()
    {
        HealthChecks = [.. Objects(entry, "healthChecks").Select(c => ReadCheck(c, resource)).OfType<HealthCheckHint>()],
        Probes = [.. Objects(entry, "probes").Select(p => ReadProbe(p, resource)).OfType<ProbeHint>()],
        Waits = [.. Objects(entry, "waits").Select(w => ReadWait(w, resource, manifest)).OfType<WaitHint>()],
        Replicas = entry.Number("replicas", 0, 10_000),
        Volumes = MountReader.ReadNamedVolumes(entry, targetRequired: false),
        VolumeSizes = ReadSizes(entry, resource),
    };

    private static IEnumerable<JsonCursor> Objects(JsonCursor entry, string member)
    {
        if (!entry.TryGet(member, out var list))
        {
            yield break;
        }

        foreach (var item in list.Items())
        {
            if (item.IsObject)
            {
                yield return item;
            }
            else
            {
                item.Report("must be an object.");
            }
        }
    }

    private static HealthCheckHint? ReadCheck(JsonCursor check, ManifestResource resource)
    {
        var path = HttpPath(check);
        var endpoint = Endpoint(check, resource);
        return path is null ? null : new(path, endpoint, check.Number("statusCode", 100, 599) ?? 200, check.Path);
    }

    private static ProbeHint? ReadProbe(JsonCursor probe, ManifestResource resource)
    {
        var type = probe.RequiredText("type");
        if (type is not null && !ProbeTypes.Contains(type))
        {
            probe.Report("type", $"must be one of {string.Join(", ", ProbeTypes)}.");
            type = null;
        }

        var path = HttpPath(probe);
        var endpoint = Endpoint(probe, resource);
        if (type is not (null or "readiness") && probe.Number("successThreshold", 1, 100_000) is > 1)
        {
            probe.Report("successThreshold", $"must be 1 for a {type} probe; only readiness can ask for several successes.");
        }

        return type is null || path is null
            ? null
            : new(
                type,
                path,
                endpoint,
                probe.Number("initialDelaySeconds", 0, 86_400),
                probe.Number("periodSeconds", 1, 86_400),
                probe.Number("timeoutSeconds", 1, 86_400),
                probe.Number("failureThreshold", 1, 100_000),
                probe.Number("successThreshold", 1, 100_000),
                probe.Path);
    }

    private static WaitHint? ReadWait(JsonCursor wait, ManifestResource resource, ManifestDocument manifest)
    {
        var target = wait.RequiredText("resource");
        var type = wait.Text("type") ?? "healthy";
        if (!WaitTypes.Contains(type))
        {
            wait.Report("type", $"must be one of {string.Join(", ", WaitTypes)}.");
            return null;
        }

        if (target is null)
        {
            return null;
        }

        if (manifest.Find(target) is null)
        {
            wait.Report("resource", $"\"{resource.Name}\" waits for \"{target}\", which the manifest does not have.");
            return null;
        }

        if (target == resource.Name)
        {
            wait.Report("resource", $"\"{target}\" cannot wait for itself.");
            return null;
        }

        return new(target, type, wait.Number("exitCode", 0, 255) ?? 0, wait.Path);
    }

    private static Dictionary<string, string> ReadSizes(JsonCursor entry, ManifestResource resource)
    {
        Dictionary<string, string> sizes = new(StringComparer.Ordinal);
        if (!entry.TryGet("volumes", out var volumes))
        {
            return sizes;
        }

        foreach (var (name, volume) in volumes.Members())
        {
            if (!volume.Has("target") && !resource.Volumes.Any(v => (v.Name ?? v.Target) == name))
            {
                volume.Report($"\"{resource.Name}\" has no volume \"{name}\"; a \"target\" would give it one.");
            }
            else if (volume.Text("size") is { } size)
            {
                if (StorageQuantity().IsMatch(size))
                {
                    sizes[name] = size;
                }
                else
                {
                    volume.Report("size", "must be a quantity such as 500Mi or 10Gi.");
                }
            }
        }

        return sizes;
    }

    private static string? HttpPath(JsonCursor item)
    {
        var path = item.RequiredText("path");
        if (path is not null && (!path.StartsWith('/') || path.Any(c => c is < '!' or > '~')))
        {
            item.Report("path", "must start with a slash and hold visible ASCII characters only.");
            return null;
        }

        return path;
    }

    private static string? Endpoint(JsonCursor item, ManifestResource resource)
    {
        var endpoint = item.Text("endpoint");
        if (endpoint is not null && !resource.Bindings.Any(b => b.Name == endpoint))
        {
            item.Report("endpoint", $"\"{resource.Name}\" has no binding \"{endpoint}\".");
            return null;
        }

        return endpoint;
    }

    [GeneratedRegex(@"^[1-9][0-9]*(\.[0-9]+)?(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)?$")]
    internal static partial Regex StorageQuantity();
}
