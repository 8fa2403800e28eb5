using System.Text;
using System.Text.RegularExpressions;
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
    NameTable workloadNames,
    bool isKubernetes,
    ProblemList problems)
{
    private const string DefaultSize = "1Gi";
    private const int LongestClaimName = 253;

    // What the API server takes in one ConfigMap, less some room for its names.
    private const int LargestFiles = (1 << 20) - (16 << 10);

    private readonly HashSet<string> _shared =
    [
        .. running.SelectMany(r => AllOf(r, settings, hints).Where(v => v.Name is not null).Select(v => v.Name!).Distinct())
            .GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key),
    ];

    // Names that pods have for volumes of another kind.
    private static readonly Regex OwnVolumeNames = new("^((files|scratch)-[0-9]+|job-reader-token)$");

    private NameTable? _storeNames;

    public IReadOnlyList<WorkloadVolume> VolumesOf(ManifestResource resource)
    {
        var own = settings.For(resource.Name).Storage;
        var sizes = hints.For(resource.Name).VolumeSizes;
        var all = AllOf(resource, settings, hints);
        var names = NamesOf(all);
        HashSet<string> targets = new(StringComparer.Ordinal);
        List<WorkloadVolume> volumes = [];
        foreach (var volume in all)
        {
            if (!targets.Add(ContainerPath.Normal(volume.Target)))
            {
                problems.Add(FileOf(volume, resource), volume.Path, $"mounts at \"{volume.Target}\", where another volume of \"{resource.Name}\" is mounted already.");
                continue;
            }

            var shared = volume.Name is not null && _shared.Contains(volume.Name);
            volumes.Add(new(
                names(volume),
                StoreName(resource, volume, names(volume)),
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
        var targets = AllOf(resource, settings, hints).Select(v => ContainerPath.Normal(v.Target)).ToHashSet(StringComparer.Ordinal);
        foreach (var mount in resource.BindMounts)
        {
            if (!targets.Add(ContainerPath.Normal(mount.Target)))
            {
                problems.Add(manifest.File, mount.Path, $"mounts at \"{mount.Target}\", where something else of \"{resource.Name}\" is mounted already.");
                continue;
            }

            var source = manifest.Resolve(mount.Source);
            var name = $"files-{all.Count + 1}";
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

    // A volume without a name is called after the place it is mounted at, and after the whole of it where two would meet.
    private static Func<VolumeMount, string> NamesOf(IReadOnlyList<VolumeMount> all)
    {
        var places = all.Select(v => (Key: v.Name ?? v.Target, Short: ShortName(v))).Distinct().ToLookup(v => v.Short, StringComparer.Ordinal);
        string Original(VolumeMount volume) => volume.Name is null && places[ShortName(volume)].Count() > 1 ? volume.Target : ShortName(volume);
        var names = new NameTable(all.Select(Original).Distinct(), OwnVolumeNames.IsMatch);
        return volume => names[Original(volume)];
    }

    private static string ShortName(VolumeMount volume) => volume.Name ?? volume.Target.Trim('/').Replace('/', '-');

    // What the whole application knows a volume by. Compose knows every named one so, a cluster those that are shared.
    private string StoreName(ManifestResource resource, VolumeMount volume, string name)
    {
        if (volume.Name is null || (isKubernetes && !_shared.Contains(volume.Name)))
        {
            return OwnStoreName(resource, name);
        }

        _storeNames ??= new(
            running.SelectMany(r => AllOf(r, settings, hints)).Select(v => v.Name).OfType<string>().Where(n => !isKubernetes || _shared.Contains(n)).Distinct(),
            TakenStoreNames().Contains);
        return _storeNames[volume.Name];
    }

    private string OwnStoreName(ManifestResource resource, string volume) => NameTable.Derive(workloadNames[resource.Name], "-" + volume, LongestClaimName);

    private HashSet<string> TakenStoreNames()
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (var resource in running)
        {
            var all = AllOf(resource, settings, hints);
            var names = NamesOf(all);
            taken.UnionWith(all.Where(v => v.Name is null || (isKubernetes && !_shared.Contains(v.Name))).Select(v => OwnStoreName(resource, names(v))));
        }

        return taken;
    }

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

                if (read.Find(f => f.RelativePath.StartsWith("..", StringComparison.Ordinal)) is { } reserved)
                {
                    problems.Add(manifest.File, mount.Path, $"\"{resource.Name}\" mounts \"{mount.Source}\", where \"{reserved.RelativePath}\" begins with two dots; Kubernetes keeps such names for itself, so rename it.");
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
        var key = new string([.. relative.Select((c, i) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (c is '.' && (i > 0 || !relative.StartsWith("..", StringComparison.Ordinal))) ? c : '_')]);
        return key == relative && key.Length <= 200 && key is not "." ? key : $"{key[..Math.Min(key.Length, 100)]}-{NameTable.Hash(relative, 6)}";
    }
}
