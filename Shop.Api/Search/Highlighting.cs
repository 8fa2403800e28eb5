using System.Text.Json;

namespace Shop.Api.Search;

/// <summary>Turns the engine's marked texts into runs of plain text.</summary>
internal static class Highlighting
{
    public static IReadOnlyDictionary<string, IReadOnlyList<Run>> Read(JsonElement hit)
    {
        var byField = new Dictionary<string, IReadOnlyList<Run>>(StringComparer.Ordinal);
        if (hit.TryGetProperty("highlight", out var fields))
        {
            foreach (var field in fields.EnumerateObject())
            {
                byField[field.Name] = Split(field.Value[0].GetString()!);
            }
        }

        return byField;
    }

    public static IReadOnlyList<Run> Split(string marked)
    {
        var runs = new List<Run>();
        var isHit = false;
        var start = 0;
        for (var index = 0; index <= marked.Length; index++)
        {
            if (index < marked.Length && marked[index] is not (SearchBody.HitStart or SearchBody.HitEnd))
            {
                continue;
            }

            if (index > start)
            {
                runs.Add(new Run(marked[start..index], isHit));
            }

            isHit = index < marked.Length && marked[index] == SearchBody.HitStart;
            start = index + 1;
        }

        return runs;
    }
}
