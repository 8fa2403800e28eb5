using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>Adds one mapping to another, as put-mapping and dynamic fields do; what an index already holds cannot change its type.</summary>
internal static class MappingMerge
{
    /// <exception cref="ElasticsearchException">The two contradict each other.</exception>
    public static JsonObject MergeRoot(JsonObject existing, JsonObject incoming)
    {
        var merged = (JsonObject)existing.DeepClone();
        foreach (var (name, value) in incoming)
        {
            merged[name] = name == "properties" && merged["properties"] is JsonObject before
                ? MergeProperties(before, (JsonObject)value!, "")
                : value!.DeepClone();
        }

        return merged;
    }

    public static JsonObject Merge(JsonObject existing, JsonObject incoming, string path)
    {
        var wasObject = IsObject(existing);
        if (wasObject != IsObject(incoming))
        {
            throw Failures.IllegalArgument(wasObject
                ? $"can't merge a non object mapping [{path}] with an object mapping"
                : $"can't merge a non object mapping [{path}] with an object mapping");
        }

        return wasObject ? MergeObjects(existing, incoming, path) : MergeFields(existing, incoming, path);
    }

    static JsonObject MergeProperties(JsonObject existing, JsonObject incoming, string parent)
    {
        var sorted = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in existing)
        {
            sorted[name] = value!.DeepClone();
        }

        foreach (var (name, value) in incoming)
        {
            sorted[name] = sorted.TryGetValue(name, out var before)
                ? Merge((JsonObject)before!, (JsonObject)value!, parent.Length == 0 ? name : $"{parent}.{name}")
                : value!.DeepClone();
        }

        return new(sorted);
    }

    static JsonObject MergeObjects(JsonObject existing, JsonObject incoming, string path)
    {
        if (incoming["enabled"] is { } enabled && (bool)enabled != ((bool?)existing["enabled"] ?? true))
        {
            throw Failures.IllegalArgument($"the [enabled] parameter can't be updated for the object mapping [{path}]");
        }

        var merged = (JsonObject)existing.DeepClone();
        if (incoming["dynamic"] is { } dynamic)
        {
            merged["dynamic"] = dynamic.DeepClone();
        }

        if (incoming["properties"] is JsonObject properties)
        {
            merged.Remove("type");
            merged["properties"] = MergeProperties(merged["properties"] as JsonObject ?? [], properties, path);
        }

        return merged;
    }

    static JsonObject MergeFields(JsonObject existing, JsonObject incoming, string path)
    {
        var type = (string)existing["type"]!;
        if (type != (string)incoming["type"]!)
        {
            throw Failures.IllegalArgument($"mapper [{path}] cannot be changed from type [{type}] to [{(string)incoming["type"]!}]");
        }

        var schema = FieldSchema.Find(type)!;
        var conflicts = schema.Fixed.Where(parameter => Text(existing[parameter]) != Text(incoming[parameter]))
            .Select(parameter => $"Cannot update parameter [{parameter}] from [{Shown(existing, parameter, schema)}] to [{Shown(incoming, parameter, schema)}]").ToList();
        if (type == "text" && (bool?)existing["norms"] == false && (bool?)incoming["norms"] != false)
        {
            conflicts.Add("Cannot update parameter [norms] from [false] to [true]");
        }

        if (conflicts.Count > 0)
        {
            throw Failures.IllegalArgument($"Mapper for [{path}] conflicts with existing mapper:\n\t{string.Join("\n\t", conflicts)}");
        }

        var merged = (JsonObject)incoming.DeepClone();
        if (existing["fields"] is JsonObject fields)
        {
            merged["fields"] = MergeProperties(fields, incoming["fields"] as JsonObject ?? [], path);
        }

        return merged;
    }

    static string? Text(JsonNode? node) => node?.ToJsonString();

    static string Shown(JsonObject field, string parameter, FieldSchema.Parameters schema) =>
        (field[parameter]?.ToJsonString() ?? schema.Accepts.GetValueOrDefault(parameter) ?? "default").Trim('"');

    static bool IsObject(JsonObject field) => (string?)field["type"] is null or "object";
}
