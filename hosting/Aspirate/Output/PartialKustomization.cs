using System.Text.Json;
using System.Text.Json.Nodes;
using Aspirate.Cli;
using Aspirate.Problems;
using Aspirate.Yaml;

namespace Aspirate.Output;

/// <summary>
/// A kustomization of some workloads, put into a folder that may hold those of the others: their files stay, and stay
/// listed. What a complete one lacks is noted, so that applying it does not take the rest for removed.
/// </summary>
/// <param name="asked">The workloads that are generated.</param>
/// <param name="all">All workloads of the manifest, in its order.</param>
internal sealed class PartialKustomization(string folder, IReadOnlySet<string> asked, IReadOnlyList<string> all)
{
    /// <summary>The file that says which workloads a folder holds and which it lacks.</summary>
    public const string MarkerName = ".aspirate-components.json";

    private const string Shared = "shared";

    private readonly string _root = Path.GetFullPath(folder);
    private readonly Dictionary<string, int> _places = all.Select((name, place) => (name, place)).ToDictionary(p => p.name, p => p.place, StringComparer.Ordinal);

    /// <summary>Whether a file of an earlier generation is none of this one's business.</summary>
    public bool Keeps(string path) => path != MarkerName && path.Split('/') switch
    {
        ["base", var owner, _, ..] => IsOthers(owner),
        ["overlays", _, var owner, _, ..] => IsOthers(owner),
        _ => true,
    };

    /// <summary>The files to write, with what is there already taken into their lists.</summary>
    public IReadOnlyList<OutputFile> Complete(IReadOnlyList<OutputFile> files)
    {
        List<OutputFile> completed = [.. files.Select(f => f.Path.EndsWith("/kustomization.yaml", StringComparison.Ordinal) ? f with { Text = Merged(f) } : f)];
        var listed = Resources(YamlConversion.Read(completed.First(f => f.Path == "base/kustomization.yaml").Text)[0]).Select(r => r.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        if (all.Any(name => !listed.Contains(name)))
        {
            completed.Add(new(MarkerName, JsonSerializer.Serialize(new Dictionary<string, IEnumerable<string>>
            {
                ["has"] = all.Where(listed.Contains),
                ["lacks"] = all.Where(name => !listed.Contains(name)),
            }) + "\n"));
        }

        return completed;
    }

    /// <summary>The workloads that a generated folder lacks, with those it has; null when it is complete.</summary>
    public static (IReadOnlyList<string> Has, IReadOnlyList<string> Lacks)? ReadMarker(string folder)
    {
        var path = Path.Combine(folder, MarkerName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var marker = JsonSerializer.Deserialize<Dictionary<string, string[]>>(File.ReadAllText(path)) ?? [];
            return (marker.GetValueOrDefault("has") ?? [], marker.GetValueOrDefault("lacks") ?? []);
        }
        catch (JsonException exception)
        {
            // Without it, what is not among the files would be taken for removed, and deleted.
            throw new CommandFailedException(ExitCode.InputRefused, $"{path} cannot be read: {exception.Message} Run aspirate generate again.");
        }
    }

    /// <summary>The workload that an object belongs to: the longest whose name its own begins with. Null: none of them.</summary>
    public static string? OwnerOf(string name, IEnumerable<string> workloads) =>
        workloads.Where(w => name == w || name.StartsWith(w + "-", StringComparison.Ordinal)).MaxBy(w => w.Length);

    private string Merged(OutputFile file)
    {
        var path = Path.Combine(_root, file.Path);
        if (!File.Exists(path))
        {
            return file.Text;
        }

        try
        {
            return YamlConversion.Read(File.ReadAllText(path)) is [var there] ? Merged(file, YamlConversion.Read(file.Text)[0], there, Path.GetDirectoryName(path)!) : file.Text;
        }
        catch (Exception exception) when (exception is YamlDotNet.Core.YamlException or InvalidOperationException or InvalidCastException or ArgumentException)
        {
            throw new CommandFailedException(ExitCode.InputRefused, $"{path} is no kustomization that could be read ({exception.Message}), so what the other components have there cannot stay. Generate everything, without --components.");
        }
    }

    private string Merged(OutputFile file, JsonObject ours, JsonObject there, string place)
    {
        var kept = Resources(there).Where(r => r.Contains('/') && IsOthers(r.Split('/')[0]) && File.Exists(Path.Combine(place, r))).Except(Resources(ours));
        ours["resources"] = Texts(Resources(ours).Concat(kept).OrderBy(r => Place(r.Split('/')[0])));
        List<JsonNode> patches = [.. Patches(ours), .. Patches(there).Where(p => OwnerOf(NameOf(p), all) is { } owner && !asked.Contains(owner))];
        if (patches.Count > 0)
        {
            ours["patches"] = new JsonArray([.. patches.OrderBy(p => OwnerOf(NameOf(p), all) is { } owner ? Place(owner) : -1).Select(p => p.DeepClone())]);
        }

        var comment = file.Text.StartsWith('#') ? file.Text[1..file.Text.IndexOf('\n')].Trim() : null;
        return YamlWriter.Write((YamlMap)YamlConversion.ToYaml(ours), comment);
    }

    // What belongs to all comes first, as it does in a complete kustomization.
    private int Place(string owner) => _places.GetValueOrDefault(owner, -1);

    private bool IsOthers(string owner) => owner == Shared || (_places.ContainsKey(owner) && !asked.Contains(owner));

    private static IEnumerable<string> Resources(JsonObject kustomization) => (kustomization["resources"] as JsonArray ?? []).Select(r => r!.GetValue<string>());

    private static IEnumerable<JsonNode> Patches(JsonObject kustomization) => (kustomization["patches"] as JsonArray ?? []).OfType<JsonNode>();

    // A deletion has no target but names its object inside.
    private static string NameOf(JsonNode patch) => patch["target"]?["name"]?.GetValue<string>()
        ?? (patch["patch"] is { } text ? YamlConversion.Read(text.GetValue<string>())[0]["metadata"]?["name"]?.GetValue<string>() : null) ?? "";

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);
}
