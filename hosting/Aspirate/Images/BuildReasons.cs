namespace Aspirate.Images;

/// <summary>Compares what goes into an image with what went into it last time.</summary>
internal static class BuildReasons
{
    /// <summary>The input that is no content: tags besides the one that is deployed.</summary>
    public const string FurtherTags = "further tags";

    private const int MostNamed = 4;
    private static readonly string[] Sources = ["project ", "file ", "build context ", "Dockerfile "];

    /// <summary>The sources that changed since, among what can be told without building: no arguments, no registries.</summary>
    public static IReadOnlyList<string> ChangedSources(BuildPlan plan, BuiltImage before) =>
    [
        .. plan.Inputs.Where(i => Array.Exists(Sources, kind => i.Key.StartsWith(kind, StringComparison.Ordinal)))
            .Where(i => !before.Inputs.TryGetValue(i.Key, out var hash) || hash != i.Value).Select(i => i.Key),
    ];

    /// <returns>Why it has to be built; null when nothing changed.</returns>
    public static string? Compare(BuildPlan plan, BuiltImage? before)
    {
        if (before is null)
        {
            return "it was not built before";
        }

        if (before.Image != plan.Image)
        {
            return $"it was {before.Image} before";
        }

        if (plan.Unknown is { } unknown)
        {
            return $"whether it changed cannot be told: {unknown}";
        }

        var changes = plan.Inputs.Where(i => i.Key != FurtherTags && (!before.Inputs.TryGetValue(i.Key, out var hash) || hash != i.Value))
            .Select(i => before.Inputs.ContainsKey(i.Key) ? $"{i.Key} changed" : $"{i.Key} is new")
            .Concat(before.Inputs.Keys.Where(k => k != FurtherTags && !plan.Inputs.ContainsKey(k)).Select(k => $"{k} is gone"))
            .Concat(TagsOf(plan.Inputs).Except(TagsOf(before.Inputs)).Select(tag => $"the tag {tag} is new"))
            .Concat(plan.Bases.Where(b => before.Bases.TryGetValue(b.Key, out var digest) && digest != b.Value).Select(b => $"{b.Key} is a newer image now"))
            .ToList();
        return changes.Count == 0 ? null
            : changes.Count <= MostNamed ? string.Join(", ", changes)
            : $"{string.Join(", ", changes.Take(MostNamed))} and {changes.Count - MostNamed} more";
    }

    private static string[] TagsOf(IReadOnlyDictionary<string, string> inputs) => inputs.GetValueOrDefault(FurtherTags)?.Split(' ') ?? [];
}
