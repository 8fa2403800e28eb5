using System.Text.Json.Nodes;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>An object field, or the root with the empty path.</summary>
/// <param name="Dynamic">true, false or strict; null takes it from the object around.</param>
internal sealed record ObjectMapper(string Path, string? Dynamic, bool Enabled);

/// <summary>A mapping: what the client sees, and the mappers made from it. Never changes; merging makes a new one.</summary>
internal sealed class MappingState(
    JsonObject json, IReadOnlyDictionary<string, FieldMapper> fields, IReadOnlyDictionary<string, ObjectMapper> objects, bool dateDetection, bool routingRequired)
{
    public JsonObject Json { get; } = json;

    /// <summary>All fields by their full path, multi-fields included.</summary>
    public IReadOnlyDictionary<string, FieldMapper> Fields { get; } = fields;

    public IReadOnlyDictionary<string, ObjectMapper> Objects { get; } = objects;

    public bool DateDetection { get; } = dateDetection;

    public bool RoutingRequired { get; } = routingRequired;

    /// <summary>The fields whose path matches a name with wildcards, in order.</summary>
    public IEnumerable<string> Expand(string pattern) => Http.Wildcard.IsPattern(pattern)
        ? Fields.Keys.Where(path => Http.Wildcard.Matches(pattern, path)).Order(StringComparer.Ordinal)
        : [pattern];

    public string DynamicOf(string objectPath)
    {
        for (var path = objectPath; ; path = path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "")
        {
            if (Objects.GetValueOrDefault(path)?.Dynamic is { } own)
            {
                return own;
            }

            if (path.Length == 0)
            {
                return "true";
            }
        }
    }
}
