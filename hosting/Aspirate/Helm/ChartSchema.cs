using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Helm;

/// <summary>
/// The JSON schema of the chart's values, made of the values themselves: helm checks what it is given before it renders,
/// and a value that would have no effect is refused.
/// </summary>
internal sealed class ChartSchema
{
    private static readonly string[] NeverEmpty = ["image", "waitImage", "kubectlImage", "schedule", "host", "size"];

    private readonly Utf8JsonWriter _json;

    private ChartSchema(Utf8JsonWriter json) => _json = json;

    public static string For(DeploymentModel model)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            new ChartSchema(json).Members(ChartValues.For(model), isRoot: true);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private void Members(YamlMap map, bool isRoot = false)
    {
        _json.WriteString("type", "object");
        _json.WriteStartObject("properties");
        foreach (var entry in map)
        {
            _json.WriteStartObject(entry.Key);
            Value(entry.Key, entry.Value);
            _json.WriteEndObject();
        }

        if (isRoot)
        {
            // Helm hands this to every chart.
            _json.WriteStartObject("global");
            _json.WriteString("type", "object");
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteBoolean("additionalProperties", false);
    }

    private void Value(string key, YamlNode value)
    {
        switch (value)
        {
            case YamlMap when key is "env" or "annotations":
                Open("string");
                break;
            case YamlMap when key == "resources":
                Resources();
                break;
            case YamlMap map when key is "services" or "persistence":
                Named(map);
                break;
            case YamlMap map:
                Members(map);
                break;
            case YamlLiteral { Text: "true" or "false" }:
                _json.WriteString("type", "boolean");
                break;
            case YamlLiteral:
                _json.WriteString("type", "integer");
                _json.WriteNumber("minimum", key == "replicas" ? 0 : 1);
                break;
            case YamlString when key == "imagePullPolicy":
                _json.WriteStartArray("enum");
                foreach (var policy in Settings.ClusterNames.PullPolicies.Append(""))
                {
                    _json.WriteStringValue(policy);
                }

                _json.WriteEndArray();
                break;
            default:
                _json.WriteString("type", "string");
                if (NeverEmpty.Contains(key))
                {
                    _json.WriteNumber("minLength", 1);
                }

                break;
        }
    }

    // Names of services and volumes are the user's own and mean nothing here.
    private void Named(YamlMap map)
    {
        _json.WriteString("type", "object");
        _json.WriteStartObject("properties");
        foreach (var entry in map)
        {
            _json.WriteStartObject(entry.Key);
            Members((YamlMap)entry.Value);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteBoolean("additionalProperties", false);
    }

    private void Resources()
    {
        _json.WriteString("type", "object");
        _json.WriteStartObject("properties");
        foreach (var side in new[] { "requests", "limits" })
        {
            _json.WriteStartObject(side);
            Open("string", "number");
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteBoolean("additionalProperties", false);
    }

    // Any name may stand here.
    private void Open(params string[] types)
    {
        _json.WriteString("type", "object");
        _json.WriteStartObject("additionalProperties");
        _json.WriteStartArray("type");
        foreach (var type in types)
        {
            _json.WriteStringValue(type);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
