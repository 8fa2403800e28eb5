using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Documents;

/// <summary>Which part of a document's source is wanted.</summary>
internal sealed record SourceFilter(bool Enabled, IReadOnlyList<string> Includes, IReadOnlyList<string> Excludes)
{
    public static SourceFilter All { get; } = new(true, [], []);

    public static SourceFilter None { get; } = new(false, [], []);

    public const string Parameters = "_source _source_includes _source_excludes";

    public static SourceFilter? Of(RestRequest request)
    {
        static string[] Names(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var source = request.Query.GetValueOrDefault("_source");
        var includes = Names(request.Query.GetValueOrDefault("_source_includes"));
        var excludes = Names(request.Query.GetValueOrDefault("_source_excludes"));
        if (source is null && includes.Length == 0 && excludes.Length == 0)
        {
            return null;
        }

        return source switch
        {
            "false" => None,
            null or "true" or "" => new(true, includes, excludes),
            _ => new(true, [.. Names(source), .. includes], excludes),
        };
    }

    public static SourceFilter Parse(JsonAt at)
    {
        switch (at.Kind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return at.Bool() ? All : None;
            case JsonValueKind.String:
                return new(true, [at.Text()], []);
            case JsonValueKind.Array:
                return new(true, [.. at.Items().Select(item => item.Text())], []);
            case JsonValueKind.Object:
                IReadOnlyList<string> includes = [], excludes = [];
                foreach (var (name, value) in at.Properties())
                {
                    switch (name)
                    {
                        case "includes" or "include": includes = [.. value.OneOrMany().Select(item => item.Text())]; break;
                        case "excludes" or "exclude": excludes = [.. value.OneOrMany().Select(item => item.Text())]; break;
                        default: throw Failures.Parsing($"Unknown key for a {value.Describe()} in [{name}].", value.Location);
                    }
                }

                return new(true, includes, excludes);
            default:
                throw Failures.Parsing($"Expected one of [VALUE_BOOLEAN, VALUE_STRING, START_ARRAY, START_OBJECT] but found [{at.Describe()}]", at.Location);
        }
    }

    public void Write(Utf8JsonWriter json, byte[] source)
    {
        if (Includes.Count == 0 && Excludes.Count == 0)
        {
            json.WriteRawValue(source, skipInputValidation: true);
            return;
        }

        Prune(json, JsonBody.Parse(source).Root, "", Includes.Count == 0);
    }

    /// <param name="included">Whether everything here is wanted because something above it is.</param>
    void Prune(Utf8JsonWriter json, JsonElement element, string path, bool included)
    {
        json.WriteStartObject();
        foreach (var property in element.EnumerateObject())
        {
            var inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (Excludes.Any(pattern => Covers(pattern, inner)))
            {
                continue;
            }

            var wanted = included || Includes.Any(pattern => Covers(pattern, inner));
            var mayHold = Includes.Any(pattern => MayMatchBelow(pattern, inner));
            if (!wanted && !mayHold)
            {
                continue;
            }

            var kept = Inner(property.Value, inner, wanted);
            if (kept is not null)
            {
                json.WritePropertyName(property.Name);
                kept(json);
            }
        }

        json.WriteEndObject();
    }

    Action<Utf8JsonWriter>? Inner(JsonElement value, string path, bool wanted)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when wanted || HoldsMatch(value, path):
                return json => Prune(json, value, path, wanted);
            case JsonValueKind.Array:
                var items = value.EnumerateArray().Select(item => Inner(item, path, wanted)).OfType<Action<Utf8JsonWriter>>().ToList();
                return items.Count == 0 && !wanted ? null : json =>
                {
                    json.WriteStartArray();
                    items.ForEach(write => write(json));
                    json.WriteEndArray();
                };
            case JsonValueKind.Object:
                return null;
            default:
                return wanted ? value.WriteTo : null;
        }
    }

    bool HoldsMatch(JsonElement value, string path) => value.EnumerateObject().Any(property =>
    {
        var inner = $"{path}.{property.Name}";
        return Includes.Any(pattern => Covers(pattern, inner))
            || (property.Value.ValueKind == JsonValueKind.Object && HoldsMatch(property.Value, inner))
            || (property.Value.ValueKind == JsonValueKind.Array && property.Value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object && HoldsMatch(item, inner)));
    });

    /// <summary>A pattern matches a path itself, or one of the objects around it.</summary>
    static bool Covers(string pattern, string path) => Wildcard.Matches(pattern, path) || Wildcard.Matches(pattern + ".*", path);

    static bool MayMatchBelow(string pattern, string path)
    {
        if (Wildcard.IsPattern(pattern))
        {
            var literal = pattern[..pattern.IndexOf('*', StringComparison.Ordinal)];
            return literal.StartsWith(path + ".", StringComparison.Ordinal) || path.StartsWith(literal, StringComparison.Ordinal);
        }

        return pattern.StartsWith(path + ".", StringComparison.Ordinal);
    }
}
