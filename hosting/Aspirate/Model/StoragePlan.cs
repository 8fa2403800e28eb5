using System.Text;
using Aspirate.Hints;
using Aspirate.Manifest;
using Aspirate.Naming;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>Volumes and bind mounts. In a cluster the files of a bind mount travel in a ConfigMap.</summary>
internal sealed class StoragePlan(
    ManifestDocument manifest,
    DeploymentSettings settings,
    ManifestHints hints,
    IReadOnlyList<ManifestResource> running,
    bool isKubernetes,
    ProblemList problems)
{
    private const string DefaultSize = "1Gi";

    // What the API server takes in one ConfigMap, less some room for its names.
    private const int LargestFiles = (1 << 20) - (16 << 10);

    private readonly HashSet<string> _shared =
    [
        .. running.SelectMany(r => AllOf(r, settings, hints).Where(v => v.Name is not null).Select(v => v.Name!).Distinct())
            .GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key),
    ];

    public IReadOnlyList<WorkloadVolume> VolumesOf(ManifestResource resource)
    {
        var own = settings.For(resource.Name).Storage;
        var sizes = hints.For(resource.Name).VolumeSizes;
        var all = AllOf(resource, settings, hints);
        var names = new NameTable(all.Select(VolumeName).Distinct());
        HashSet<string> targets = new(StringComparer.Ordinal);
        List<WorkloadVolume> volumes = [];
        foreach (var volume in all)
        {
            if (!targets.Add(volume.Target.Length > 1 ? volume.Target.TrimEnd('/') : volume.Target))
            {
                problems.Add(FileOf(volume, resource), volume.Path, $"mounts at \"{volume.Target}\", where another volume of \"{resource.Name}\" is mounted already.");
                continue;
            }

            var shared = volume.Name is not null && _shared.Contains(volume.Name);
            volumes.Add(new(
                names[VolumeName(volume)],
                volume.Name ?? "",
                volume.Target,
                volume.ReadOnly,
                own.Size ?? sizes.GetValueOrDefault(volume.Name ?? volume.Target) ?? DefaultSize,
                own.Class,
                own.AccessMode ?? (shared ? "ReadWriteMany" : "ReadWriteOnce"),
                shared));
        }

        return volumes;
    }

    public IReadOnlyList<MountedFiles> FilesOf(ManifestResource resource)
    {
        List<MountedFiles> all = [];
        foreach (var mount in resource.BindMounts)
        {
            var source = manifest.Resolve(mount.Source);
            var name = NameTable.Derive($"files-{all.Count + 1}", "");
            if (!isKubernetes)
            {
                all.Add(new(name, source, mount.Target, mount.ReadOnly, File.Exists(source), []));
            }
            else if (Read(resource, mount, source) is { } files)
            {
                all.Add(new(name, source, mount.Target, mount.ReadOnly, File.Exists(source), files));
            }
        }

        return all;
    }

    // What the manifest says comes first; hints and settings repeat it or add to it.
    private static IReadOnlyList<VolumeMount> AllOf(ManifestResource resource, DeploymentSettings settings, ManifestHints hints) =>
        VolumeMount.Over(VolumeMount.Over(resource.Volumes, settings.For(resource.Name).Storage.Volumes), hints.For(resource.Name).Volumes);

    private string FileOf(VolumeMount volume, ManifestResource resource) =>
        resource.Volumes.Contains(volume) ? manifest.File : hints.For(resource.Name).Volumes.Contains(volume) ? hints.File : DeploymentSettings.FileName;

    // A volume without a name is called after the place it is mounted at.
    private static string VolumeName(VolumeMount volume) => volume.Name ?? volume.Target.Trim('/').Replace('/', '-');

    private List<MountedFile>? Read(ManifestResource resource, BindMount mount, string source)
    {
        try
        {
            if (File.Exists(source) && File.ResolveLinkTarget(source, true) is null && IsRegular(source))
            {
                return Check(resource, mount, [new(Key(Path.GetFileName(source)), Path.GetFileName(source), ReadLimited(source))]);
            }

            if (Directory.Exists(source))
            {
                var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(IsRegular);
                List<MountedFile> read = [];
                long total = 0;
                foreach (var file in files)
                {
                    var relative = Path.GetRelativePath(source, file).Replace('\\', '/');
                    var content = ReadLimited(file);
                    total += content.Length;
                    if (total > LargestFiles)
                    {
                        break;
                    }

                    read.Add(new(Key(relative), relative, content));
                }

                return total > LargestFiles ? TooLarge(resource, mount) : Check(resource, mount, read);
            }

            problems.Add(manifest.File, mount.Path, $"\"{resource.Name}\" mounts \"{mount.Source}\", and there is no file or folder at {source}; a cluster gets its content in a ConfigMap, so it must be there.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(manifest.File, mount.Path, $"\"{resource.Name}\" mounts \"{mount.Source}\", which cannot be read: {exception.Message}");
        }

        return null;
    }

    private List<MountedFile>? Check(ManifestResource resource, BindMount mount, List<MountedFile> files)
    {
        // Base64, which binary files need, takes four characters for three bytes.
        var size = files.Sum(f => f.Key.Length + (IsText(f.Content) ? f.Content.Length : f.Content.Length * 4L / 3));
        return size > LargestFiles ? TooLarge(resource, mount) : files;
    }

    private List<MountedFile>? TooLarge(ManifestResource resource, BindMount mount)
    {
        problems.Add(manifest.File, mount.Path, $"\"{resource.Name}\" mounts \"{mount.Source}\", which is larger than the 1 MiB that a ConfigMap holds; put it into the image, or use a volume.");
        return null;
    }

    internal static bool IsText(byte[] content)
    {
        try
        {
            var text = new UTF8Encoding(false, true).GetString(content);
            return !text.Any(c => c < ' ' && c is not ('\n' or '\t' or '\r')) && !Yaml.YamlText.IsRefusedByKustomize(text);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static byte[] ReadLimited(string file) =>
        new FileInfo(file).Length > LargestFiles ? new byte[LargestFiles + 1] : File.ReadAllBytes(file);

    // A socket such as /var/run/docker.sock is not a file that could travel.
    private static bool IsRegular(string file) => (File.GetAttributes(file) & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0 && new FileInfo(file).UnixFileMode >= 0;

    private static string Key(string relative)
    {
        var key = new string([.. relative.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]);
        return key == relative && key.Length <= 200 && key is not ("." or "..") ? key : $"{key[..Math.Min(key.Length, 100)]}-{NameTable.Hash(relative, 6)}";
    }
}
