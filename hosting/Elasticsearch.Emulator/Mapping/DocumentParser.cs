using System.Text.Json;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>Turns one JSON document into Lucene fields, and into mappings for the fields nobody declared.</summary>
internal sealed class DocumentParser(MappingState mapping, AnalysisRegistry analysis, MappingLimits limits, string id, JsonBody body)
{
    static readonly HashSet<string> Reserved =
        [MetaFields.Id, MetaFields.Index, MetaFields.Source, MetaFields.Routing, MetaFields.SeqNo, MetaFields.PrimaryTerm, MetaFields.Version, MetaFields.FieldNames, "_ignored", "_nested_path", "_tier"];

    readonly ParsedDocument document = new();
    readonly JsonObject added = [];
    readonly Dictionary<string, FieldMapper> addedFields = [];
    readonly HashSet<string> addedObjects = [];

    /// <returns>The document, and the mapping that it adds; null when it adds none.</returns>
    /// <exception cref="ElasticsearchException">document_parsing_exception or strict_dynamic_mapping_exception.</exception>
    public (ParsedDocument Document, JsonObject? MappingUpdate) Parse()
    {
        if (body.Root.ValueKind != JsonValueKind.Object)
        {
            throw Failures.DocumentParsing("failed to parse: expected an object", new(1, 1),
                new(400, "not_x_content_exception", "Compressor detection can only be called on some xcontent bytes or compressed xcontent bytes"));
        }

        ParseObject(body.Root, "", 1);
        return (document, added.Count == 0 ? null : added);
    }

    void ParseObject(JsonElement value, string path, int depth)
    {
        foreach (var property in value.EnumerateObject())
        {
            var name = JsonAt.NameOf(property);
            if (path.Length == 0 && Reserved.Contains(name))
            {
                throw Failures.DocumentParsing($"Field [{name}] is a metadata field and cannot be added inside a document. Use the index API request parameters.", body.LocationOf(property.Value));
            }

            if (string.IsNullOrWhiteSpace(name))
            {
                throw Failures.DocumentParsing("failed to parse", body.LocationOf(property.Value), Failures.IllegalArgument("field name cannot be an empty string"));
            }

            var parts = name.Split('.');
            if (parts.Any(string.IsNullOrWhiteSpace))
            {
                throw Failures.DocumentParsing("failed to parse", body.LocationOf(property.Value),
                    Failures.IllegalArgument($"field name cannot contain only whitespace: [{name}]"));
            }

            var parent = path;
            foreach (var part in parts[..^1])
            {
                parent = Join(parent, part);
                if (Mapper(parent) is null && !IsObject(parent) && mapping.DynamicOf(Parent(parent)) == "true")
                {
                    AddObject(parent, depth);
                }
            }

            ParseValue(property.Value, Join(parent, parts[^1]), parent, depth + parts.Length - 1);
        }
    }

    void ParseValue(JsonElement value, string path, string parent, int depth)
    {
        if (mapping.Objects.GetValueOrDefault(path) is { Enabled: false })
        {
            return;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                ParseValue(item, path, parent, depth);
            }

            return;
        }

        if (Mapper(path) is { } field)
        {
            ParseField(field, value);
        }
        else if (IsObject(path))
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object: ParseObject(value, path, depth + 1); break;
                case JsonValueKind.Null: break;
                default:
                    throw Failures.DocumentParsing($"object mapping for [{path}] tried to parse field [{Last(path)}] as object, but found a concrete value", body.LocationOf(value));
            }
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            ParseUnknown(value, path, parent, depth);
        }
    }

    void ParseUnknown(JsonElement value, string path, string parent, int depth)
    {
        switch (mapping.DynamicOf(parent))
        {
            case "false":
                return;
            case "strict":
                throw new ElasticsearchException(400, "strict_dynamic_mapping_exception",
                    $"[{body.LocationOf(value).Line}:{body.LocationOf(value).Column}] mapping set to strict, dynamic introduction of [{Last(path)}] within [{(parent.Length == 0 ? "_doc" : parent)}] is not allowed");
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            AddObject(path, depth);
            ParseObject(value, path, depth + 1);
            return;
        }

        AddField(path, Guess(value));
        ParseField(addedFields[path], value);
    }

    string Guess(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return """{"type":"boolean"}""";
            case JsonValueKind.Number:
                var text = value.GetRawText();
                return text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0 ? """{"type":"float"}""" : """{"type":"long"}""";
            default:
                var words = JsonAt.String(value);
                if (mapping.DateDetection)
                {
                    // The short second format is Elasticsearch's own; numbers alone are never taken for years.
                    if (words.Length > 4 && PatternFormat.DateOptionalTime.Parse(words, false, TimeZoneInfo.Utc) is not null)
                    {
                        return """{"type":"date"}""";
                    }

                    if (SlashedDate.Value.Parse(words, false, TimeZoneInfo.Utc) is not null || SlashedTime.Value.Parse(words, false, TimeZoneInfo.Utc) is not null)
                    {
                        return """{"type":"date","format":"yyyy/MM/dd HH:mm:ss||yyyy/MM/dd||epoch_millis"}""";
                    }
                }

                return """{"type":"text","fields":{"keyword":{"type":"keyword","ignore_above":256}}}""";
        }
    }

    static readonly Lazy<PatternFormat> SlashedDate = new(() => new("yyyy/MM/dd"));
    static readonly Lazy<PatternFormat> SlashedTime = new(() => new("yyyy/MM/dd HH:mm:ss"));

    void ParseField(FieldMapper field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (field.NullValue is not { } standIn)
            {
                return;
            }

            value = standIn;
        }

        IndexInto(field, value);
        foreach (var target in field.CopyTo)
        {
            if (Mapper(target) is { } known)
            {
                IndexInto(known, value);
            }
            else
            {
                ParseUnknown(value, target, Parent(target), 1);
            }
        }
    }

    void IndexInto(FieldMapper field, JsonElement value)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                throw Failures.IllegalArgument(field is TextFieldMapper or KeywordFieldMapper
                    ? $"Can't get text on a START_OBJECT at {body.LocationOf(value).Line}:{body.LocationOf(value).Column}"
                    : "Cannot parse object as a value");
            }

            foreach (var mapper in field.MultiFields.Prepend(field).Where(mapper => mapper.Keeps(value)))
            {
                mapper.Index(document, value);
                document.MarkPresent(mapper.Path);
            }
        }
        catch (ElasticsearchException e) when (e.Type != "document_parsing_exception")
        {
            throw e.Message.StartsWith("Document contains at least one immense term", StringComparison.Ordinal) ? e : Failures.DocumentParsing(
                $"failed to parse field [{field.Path}] of type [{field.Type}] in document with id '{id}'. Preview of field's value: '{Preview(value)}'",
                body.LocationOf(value), e);
        }
    }

    static string Preview(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? JsonAt.String(value) : value.GetRawText();
        return text.Length > 50 ? text[..50] + "..." : text;
    }

    FieldMapper? Mapper(string path) => mapping.Fields.GetValueOrDefault(path) ?? addedFields.GetValueOrDefault(path);

    bool IsObject(string path) => mapping.Objects.ContainsKey(path) || addedObjects.Contains(path);

    void AddObject(string path, int depth)
    {
        if (depth >= limits.Depth)
        {
            throw Failures.DocumentParsing("failed to parse", new(1, 1), Failures.IllegalArgument($"Limit of mapping depth [{limits.Depth}] has been exceeded due to object field [{path}]"));
        }

        addedObjects.Add(path);
        Place(path, new() { ["type"] = "object" });
    }

    void AddField(string path, string definition)
    {
        if (mapping.Fields.Count + mapping.Objects.Count + addedFields.Count + addedObjects.Count > limits.TotalFields)
        {
            throw Failures.DocumentParsing("failed to parse", new(1, 1), Failures.IllegalArgument($"Limit of total fields [{limits.TotalFields}] has been exceeded while adding new fields [1]"));
        }

        var at = JsonBody.Parse(System.Text.Encoding.UTF8.GetBytes(definition)).At;
        var field = FieldFactory.Create(path, at.Find("type")!.Value.Text(), at, analysis);
        field.MultiFields = [.. (at.Find("fields")?.Properties() ?? []).Select(multi =>
            FieldFactory.Create($"{path}.{multi.Name}", multi.Value.Find("type")!.Value.Text(), multi.Value, analysis))];
        addedFields[path] = field;
        foreach (var multi in field.MultiFields)
        {
            addedFields[multi.Path] = multi;
        }

        Place(path, (JsonObject)JsonNode.Parse(definition)!);
    }

    /// <summary>Puts a definition at its place in the mapping update.</summary>
    void Place(string path, JsonObject definition)
    {
        var node = added;
        var parts = path.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            node.Remove("type");
            var properties = node["properties"] as JsonObject;
            if (properties is null)
            {
                node["properties"] = properties = [];
            }

            if (i == parts.Length - 1)
            {
                properties[parts[i]] = definition;
            }
            else
            {
                if (properties[parts[i]] is not JsonObject)
                {
                    properties[parts[i]] = new JsonObject();
                }

                node = (JsonObject)properties[parts[i]]!;
            }
        }
    }

    static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    static string Parent(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";

    static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];
}
