namespace Aspirate.Images;

/// <summary>Compares what goes into an image with what went into it last time.</summary>
internal static class BuildReasons
{
    private const int MostNamed = 4;

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

        var changes = plan.Inputs.Where(i => !before.Inputs.TryGetValue(i.Key, out var hash) || hash != i.Value)
            .Select(i => before.Inputs.ContainsKey(i.Key) ? $"{i.Key} changed" : $"{i.Key} is new")
            .Concat(before.Inputs.Keys.Where(k => !plan.Inputs.ContainsKey(k)).Select(k => $"{k} is gone"))
            .Concat(plan.Bases.Where(b => before.Bases.TryGetValue(b.Key, out var digest) && digest != b.Value).Select(b => $"{b.Key} is a newer image now"))
            .ToList();
        return changes.Count == 0 ? null
            : changes.Count <= MostNamed ? string.Join(", ", changes)
            : $"{string.Join(", ", changes.Take(MostNamed))} and {changes.Count - MostNamed} more";
    }
}
