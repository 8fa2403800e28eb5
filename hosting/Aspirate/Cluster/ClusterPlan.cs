using System.Text.Json;

namespace Aspirate.Cluster;

/// <summary>What applying would do, one line per object.</summary>
internal sealed record ClusterPlan(IReadOnlyList<PlanStep> Steps)
{
    // What the server adds by itself says nothing about a change.
    private static readonly string[] ServerFields = ["managedFields", "resourceVersion", "generation", "uid", "creationTimestamp"];

    public bool IsEmpty => Steps.All(s => s.Action == "keep");

    /// <param name="live">Objects of the application that the cluster has.</param>
    /// <param name="wanted">The same as the server would make them (a server-side dry run).</param>
    public static ClusterPlan Compare(IReadOnlyDictionary<ObjectKey, JsonElement> live, IReadOnlyDictionary<ObjectKey, JsonElement> wanted)
    {
        List<PlanStep> steps = [];
        foreach (var (key, item) in wanted)
        {
            steps.Add(!live.TryGetValue(key, out var present) ? new("create", key)
                : Same(present, item) ? new("keep", key)
                : new("change", key));
        }

        // What the application left from earlier runs: configuration under an old hash, resources that were removed.
        steps.AddRange(live.Keys.Where(k => !wanted.ContainsKey(k)).Select(k => new PlanStep("delete", k)));
        return new(steps);
    }

    private static bool Same(JsonElement a, JsonElement b) => JsonElement.DeepEquals(Stripped(a), Stripped(b));

    private static JsonElement Stripped(JsonElement item)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var member in item.EnumerateObject().Where(m => m.Name != "status"))
            {
                if (member.Name != "metadata")
                {
                    member.WriteTo(writer);
                    continue;
                }

                writer.WriteStartObject("metadata");
                foreach (var field in member.Value.EnumerateObject().Where(f => !ServerFields.Contains(f.Name)))
                {
                    field.WriteTo(writer);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}
