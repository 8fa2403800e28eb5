using Aspirate.Json;

namespace Aspirate.Manifest;

internal static class MountReader
{
    public static List<VolumeMount> ReadVolumes(JsonCursor entry)
    {
        List<VolumeMount> volumes = [];
        if (entry.TryGet("volumes", out var list))
        {
            foreach (var item in list.Items().Where(IsMount))
            {
                if (Target(item) is { } target)
                {
                    volumes.Add(new(item.Text("name"), target, item.Flag("readOnly") ?? false, item.Path));
                }
            }
        }

        return volumes;
    }

    public static List<BindMount> ReadBindMounts(JsonCursor entry)
    {
        List<BindMount> mounts = [];
        if (entry.TryGet("bindMounts", out var list))
        {
            foreach (var item in list.Items().Where(IsMount))
            {
                if (item.RequiredText("source") is { } source && Target(item) is { } target)
                {
                    mounts.Add(new(source, target, item.Flag("readOnly") ?? false, item.Path));
                }
            }
        }

        return mounts;
    }

    /// <summary>Volumes by name, as hints and settings write them. In hints one without a target speaks of a volume of the manifest.</summary>
    public static List<VolumeMount> ReadNamedVolumes(JsonCursor entry, bool targetRequired)
    {
        List<VolumeMount> volumes = [];
        if (entry.TryGet("volumes", out var list))
        {
            foreach (var (name, volume) in list.Members())
            {
                if (IsMount(volume) && (targetRequired || volume.Has("target")) && Target(volume) is { } target)
                {
                    volumes.Add(new(name, target, volume.Flag("readOnly") ?? false, volume.Path));
                }
            }
        }

        return volumes;
    }

    private static bool IsMount(JsonCursor item)
    {
        if (!item.IsObject)
        {
            item.Report("must be an object: a mount.");
        }

        return item.IsObject;
    }

    private static string? Target(JsonCursor item)
    {
        var target = item.RequiredText("target");
        if (target is null)
        {
            return null;
        }

        if (!target.StartsWith('/') || target.Contains(':') || target.Any(char.IsControl) || target.Split('/').Contains(".."))
        {
            item.Report("target", "must be an absolute path inside the container, without \"..\" and without colons.");
            return null;
        }

        if (target.Split('/').All(p => p is "" or "."))
        {
            item.Report("target", "would hide all that the image holds; mount it at a folder or file below.");
            return null;
        }

        return target;
    }
}
