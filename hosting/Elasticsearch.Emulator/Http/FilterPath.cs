using System.Text.Json;

namespace Elasticsearch.Emulator.Http;

/// <summary>The filter_path parameter: keeps (or, with a minus, drops) the parts of an answer that match dotted patterns with * and **.</summary>
internal sealed class FilterPath
{
    readonly string[][] keep;
    readonly string[][] drop;

    FilterPath(string[][] keep, string[][] drop)
    {
        this.keep = keep;
        this.drop = drop;
    }

    public static FilterPath? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var patterns = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(
            [.. patterns.Where(p => p[0] != '-').Select(p => p.Split('.'))],
            [.. patterns.Where(p => p[0] == '-').Select(p => p[1..].Split('.'))]);
    }

    public void Write(Utf8JsonWriter json, JsonElement root)
    {
        var kept = Prune(root, keep.Length == 0 ? [["**"]] : keep, drop);
        if (kept is null)
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
        else
        {
            kept(json);
        }
    }

    /// <summary>Returns what writes the kept part, or null when nothing of it is kept.</summary>
    static Action<Utf8JsonWriter>? Prune(JsonElement element, IReadOnlyList<string[]> keep, IReadOnlyList<string[]> drop)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = new List<(string Name, Action<Utf8JsonWriter> Write)>();
                foreach (var property in element.EnumerateObject())
                {
                    var inner = Step(keep, property.Name);
                    var without = Step(drop, property.Name);
                    if (inner.Count > 0 && !without.Any(rest => rest.Length == 0)
                        && PruneValue(property.Value, inner, without) is { } write)
                    {
                        fields.Add((property.Name, write));
                    }
                }

                return fields.Count == 0 ? null : json =>
                {
                    json.WriteStartObject();
                    foreach (var (name, write) in fields)
                    {
                        json.WritePropertyName(name);
                        write(json);
                    }

                    json.WriteEndObject();
                };
            case JsonValueKind.Array:
                var items = element.EnumerateArray().Select(item => Prune(item, keep, drop)).OfType<Action<Utf8JsonWriter>>().ToList();
                return items.Count == 0 ? null : json =>
                {
                    json.WriteStartArray();
                    items.ForEach(write => write(json));
                    json.WriteEndArray();
                };
            default:
                return keep.Any(IsSatisfied) ? element.WriteTo : null;
        }
    }

    static Action<Utf8JsonWriter>? PruneValue(JsonElement value, IReadOnlyList<string[]> keep, IReadOnlyList<string[]> drop)
    {
        if (keep.Any(IsSatisfied))
        {
            return drop.Count == 0 ? value.WriteTo : Prune(value, [["**"]], drop);
        }

        return Prune(value, keep, drop);
    }

    static bool IsSatisfied(string[] pattern) => pattern.Length == 0 || pattern is ["**"];

    /// <summary>What is left of each pattern after it has consumed one name.</summary>
    static List<string[]> Step(IReadOnlyList<string[]> patterns, string name)
    {
        var rest = new List<string[]>();
        foreach (var pattern in patterns)
        {
            if (pattern.Length == 0)
            {
                continue;
            }

            if (pattern[0] == "**")
            {
                rest.Add(pattern);
                if (pattern.Length > 1 && Wildcard.Matches(pattern[1], name))
                {
                    rest.Add(pattern[2..]);
                }
            }
            else if (Wildcard.Matches(pattern[0], name))
            {
                rest.Add(pattern[1..]);
            }
        }

        return rest;
    }
}
