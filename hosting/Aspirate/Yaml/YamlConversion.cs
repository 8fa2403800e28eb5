using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Aspirate.Yaml;

/// <summary>Between JSON as kubectl speaks it and the YAML of files.</summary>
internal static class YamlConversion
{
    public static YamlNode ToYaml(JsonNode? node) => node switch
    {
        JsonObject map => ToMap(map),
        JsonArray list => ToList(list),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        null => new YamlLiteral("null"),
        _ => new YamlLiteral(node.ToJsonString()),
    };

    /// <summary>The documents of a YAML text, as JSON.</summary>
    public static IReadOnlyList<JsonObject> Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(d => ToJson(d.RootNode)).OfType<JsonObject>()];
    }

    private static YamlMap ToMap(JsonObject map)
    {
        var yaml = new YamlMap();
        foreach (var (key, value) in map)
        {
            yaml.Add(key, ToYaml(value));
        }

        return yaml;
    }

    private static YamlList ToList(JsonArray list)
    {
        var yaml = new YamlList();
        foreach (var item in list)
        {
            yaml.Add(ToYaml(item));
        }

        return yaml;
    }

    private static JsonNode? ToJson(YamlDotNet.RepresentationModel.YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                var json = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    json[((YamlScalarNode)key).Value!] = ToJson(value);
                }

                return json;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(ToJson)]);
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                return Plain(scalar.Value ?? "");
            default:
                return JsonValue.Create(((YamlScalarNode)node).Value);
        }
    }

    private static JsonNode? Plain(string text) => text switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        "" or "null" or "~" => null,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(text),
    };
}
