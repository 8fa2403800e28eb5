using System.Text.Json;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>Limits that index settings put on a mapping.</summary>
internal sealed record MappingLimits(int TotalFields = 1000, int Depth = 20);

/// <summary>Reads a mapping: checks every parameter, drops those that say the default, and makes the mappers.</summary>
internal sealed class MappingCompiler(AnalysisRegistry analysis, MappingLimits limits)
{
    readonly Dictionary<string, FieldMapper> fields = [];
    readonly Dictionary<string, ObjectMapper> objects = [];

    public static MappingState Compile(JsonAt root, AnalysisRegistry analysis, MappingLimits limits) => new MappingCompiler(analysis, limits).Root(root);

    public static MappingState Compile(JsonObject json, AnalysisRegistry analysis, MappingLimits limits) =>
        Compile(JsonBody.Parse(JsonSerializer.SerializeToUtf8Bytes(json)).At, analysis, limits);

    MappingState Root(JsonAt root)
    {
        if (!root.IsObject)
        {
            throw Failures.MapperParsing("Failed to parse mapping: expected an object");
        }

        var json = new JsonObject();
        var (dynamic, dateDetection, routingRequired) = ((string?)null, true, false);
        foreach (var (name, value) in root.Properties())
        {
            switch (name)
            {
                case "properties":
                    break;
                case "dynamic":
                    json["dynamic"] = dynamic = Dynamic(value);
                    break;
                case "date_detection":
                    json["date_detection"] = dateDetection = value.Bool();
                    break;
                case "_meta":
                    json["_meta"] = JsonNode.Parse(value.Element.GetRawText());
                    break;
                case "_routing":
                    routingRequired = value.Find("required")?.Bool() ?? false;
                    json["_routing"] = new JsonObject { ["required"] = routingRequired };
                    break;
                case "_source" when value.Properties().All(p => p.Name == "enabled" && p.Value.Bool()):
                case "numeric_detection" when !value.Bool():
                case "dynamic_templates" when value.IsArray && !value.Items().Any():
                    break;
                case "_source" or "numeric_detection" or "dynamic_templates" or "dynamic_date_formats" or "runtime" or "_field_names" or "_size" or "subobjects" or "_data_stream_timestamp":
                    throw value.Unsupported($"the mapping parameter [{name}]");
                default:
                    throw Failures.MapperParsing($"Failed to parse mapping: Root mapping definition has unsupported parameters:  [{name} : {value.Element.GetRawText()}]");
            }
        }

        objects[""] = new("", dynamic, true);
        var properties = root.Find("properties") is { } p2 ? Properties(p2, "", 1) : [];
        if (properties.Count > 0)
        {
            json["properties"] = properties;
        }

        if (fields.Count + objects.Count - 1 > limits.TotalFields)
        {
            throw Failures.IllegalArgument($"Limit of total fields [{limits.TotalFields}] has been exceeded");
        }

        CheckCopyTargets();
        return new(json, fields, objects, dateDetection, routingRequired);
    }

    JsonObject Properties(JsonAt properties, string parent, int depth)
    {
        if (!properties.IsObject)
        {
            throw Failures.MapperParsing($"Failed to parse mapping: Expected map for property [properties] on field [{parent}] but got a {properties.Describe()}");
        }

        var sorted = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (name, definition) in properties.Properties())
        {
            if (string.IsNullOrWhiteSpace(name) || name.StartsWith('.') || name.EndsWith('.') || name.Contains("..", StringComparison.Ordinal))
            {
                throw Failures.MapperParsing($"Failed to parse mapping: field name [{name}] cannot contain only whitespace, be empty, or start or end with a dot");
            }

            // A dotted name is short for objects within each other.
            var parts = name.Split('.');
            var path = parent.Length == 0 ? parts[0] : $"{parent}.{parts[0]}";
            var compiled = parts.Length == 1 ? Field(path, definition, depth) : Dotted(path, parts.AsSpan(1), definition, depth);
            sorted[parts[0]] = sorted.TryGetValue(parts[0], out var before) ? MappingMerge.Merge(before, compiled, path) : compiled;
        }

        return new(sorted.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value)));
    }

    JsonObject Dotted(string path, ReadOnlySpan<string> rest, JsonAt definition, int depth)
    {
        objects.TryAdd(path, new(path, null, true));
        var inner = rest.Length == 1 ? Field($"{path}.{rest[0]}", definition, depth + 1) : Dotted($"{path}.{rest[0]}", rest[1..], definition, depth + 1);
        return new() { ["properties"] = new JsonObject { [rest[0]] = inner } };
    }

    JsonObject Field(string path, JsonAt definition, int depth)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        if (!definition.IsObject)
        {
            throw Failures.MapperParsing($"Failed to parse mapping: Expected map for property [fields] on field [{name}] but got a {definition.Describe()}");
        }

        var type = definition.Find("type")?.Text() ?? (definition.Find("properties") is null && definition.Find("dynamic") is null && definition.Find("enabled") is null
            ? throw Failures.MapperParsing($"Failed to parse mapping: No type specified for field [{name}]")
            : "object");
        if (FieldSchema.IsUnsupported(type))
        {
            throw definition.Unsupported($"the field type [{type}]");
        }

        var schema = FieldSchema.Find(type)
            ?? throw Failures.MapperParsing($"Failed to parse mapping: The mapper type [{type}] declared on field [{name}] does not exist. It might have been created within a future version or requires a plugin to be installed. Check the documentation.");
        foreach (var (parameter, value) in definition.Properties())
        {
            if (schema.Refuses.Contains(parameter))
            {
                throw value.Unsupported($"the parameter [{parameter}] of a {type} field");
            }

            if (!schema.Accepts.ContainsKey(parameter))
            {
                throw Failures.MapperParsing($"Failed to parse mapping: unknown parameter [{parameter}] on mapper [{name}] of type [{type}]");
            }
        }

        if (type == "object")
        {
            return Object(path, definition, depth);
        }

        fields[path] = FieldFactory.Create(path, type, definition, analysis);
        var json = Written(definition, schema);
        if (definition.Find("fields") is { } multi)
        {
            MultiFields(path, multi, json);
        }

        return json;
    }

    JsonObject Object(string path, JsonAt definition, int depth)
    {
        if (depth >= limits.Depth)
        {
            throw Failures.IllegalArgument($"Limit of mapping depth [{limits.Depth}] has been exceeded due to object field [{path}]");
        }

        var json = new JsonObject();
        var dynamic = definition.Find("dynamic") is { } d ? Dynamic(d) : null;
        var enabled = definition.Find("enabled")?.Bool() ?? true;
        if (dynamic is not null)
        {
            json["dynamic"] = dynamic;
        }

        if (!enabled)
        {
            json["enabled"] = false;
        }

        objects[path] = new(path, dynamic, enabled);
        var properties = definition.Find("properties") is { } p ? Properties(p, path, depth + 1) : [];
        if (properties.Count > 0)
        {
            json["properties"] = properties;
        }
        else
        {
            json.Insert(0, "type", "object");
        }

        return json;
    }

    void MultiFields(string path, JsonAt multi, JsonObject json)
    {
        var written = new JsonObject();
        var mappers = new List<FieldMapper>();
        foreach (var (name, definition) in multi.Properties())
        {
            if (name.Contains('.', StringComparison.Ordinal))
            {
                throw Failures.MapperParsing($"Failed to parse mapping: Field name [{name}] which is a multi field of [{path}] cannot contain '.'");
            }

            if (definition.Find("type")?.Text() is "object" or "nested" || definition.Find("fields") is not null || definition.Find("copy_to") is not null)
            {
                throw Failures.MapperParsing($"Failed to parse mapping: Type [{definition.Find("type")?.Text()}] cannot be used in multi field [{path}.{name}]");
            }

            written[name] = Field($"{path}.{name}", definition, 1);
            mappers.Add(fields[$"{path}.{name}"]);
        }

        if (written.Count > 0)
        {
            json["fields"] = written;
            fields[path].MultiFields = mappers;
        }
    }

    static JsonObject Written(JsonAt definition, FieldSchema.Parameters schema)
    {
        var json = new JsonObject();
        foreach (var (parameter, value) in definition.Properties())
        {
            if (parameter != "fields" && value.Element.GetRawText() != schema.Accepts[parameter])
            {
                json[parameter] = parameter == "copy_to"
                    ? new JsonArray([.. value.OneOrMany().Select(target => (JsonNode)target.Text())])
                    : JsonNode.Parse(value.Element.GetRawText());
            }
        }

        return json;
    }

    void CheckCopyTargets()
    {
        foreach (var field in fields.Values)
        {
            if (field.CopyTo.FirstOrDefault(objects.ContainsKey) is { } target)
            {
                throw Failures.MapperParsing($"Failed to parse mapping: Cannot copy to field [{target}] since it is mapped as an object");
            }
        }
    }

    static string Dynamic(JsonAt value) => value.Text() switch
    {
        "true" => "true",
        "false" => "false",
        "strict" => "strict",
        "runtime" => throw value.Unsupported("dynamic:runtime"),
        var other => throw Failures.MapperParsing($"Failed to parse mapping: Could not convert [dynamic] to boolean: [{other}]"),
    };
}
