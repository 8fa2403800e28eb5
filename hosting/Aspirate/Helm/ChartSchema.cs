using System.Text;
using System.Text.Json;
using Aspirate.Model;

namespace Aspirate.Helm;

/// <summary>The JSON schema of the chart's values; helm checks values against it before it renders.</summary>
internal static class ChartSchema
{
    public static string For(DeploymentModel model)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            Enumeration(json, "imagePullPolicy", "Always", "IfNotPresent", "Never");
            json.WriteStartObject("services");
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var workload in model.Workloads)
            {
                json.WriteStartObject(workload.Name);
                json.WriteString("$ref", "#/definitions/service");
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteBoolean("additionalProperties", false);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("definitions");
            Service(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Service(Utf8JsonWriter json)
    {
        json.WriteStartObject("service");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        Text(json, "image", minLength: 1);
        Number(json, "replicas", 0);
        Object(json, "autoscaling", () =>
        {
            Number(json, "maxReplicas", 1);
            Number(json, "targetCpuPercent", 1);
        });
        Text(json, "schedule", minLength: 1);
        Object(json, "resources", () =>
        {
            TextMap(json, "requests", "string", "number");
            TextMap(json, "limits", "string", "number");
        });
        TextMap(json, "env", "string");
        Object(json, "secret", () => Text(json, "existingName"));
        Object(json, "ingress", () =>
        {
            json.WriteStartObject("enabled");
            json.WriteString("type", "boolean");
            json.WriteEndObject();
            Text(json, "className");
            Text(json, "host", minLength: 1);
            Text(json, "tlsSecret", minLength: 1);
        });
        json.WriteStartObject("persistence");
        json.WriteString("type", "object");
        json.WriteStartObject("additionalProperties");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        Text(json, "size", minLength: 1);
        Text(json, "storageClass");
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    private static void Object(Utf8JsonWriter json, string name, Action properties)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        properties();
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    private static void TextMap(Utf8JsonWriter json, string name, params string[] types)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "object");
        json.WriteStartObject("additionalProperties");
        json.WriteStartArray("type");
        foreach (var type in types)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, int minLength = 0)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        if (minLength > 0)
        {
            json.WriteNumber("minLength", minLength);
        }

        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int minimum)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", minimum);
        json.WriteEndObject();
    }

    private static void Enumeration(Utf8JsonWriter json, string name, params string[] values)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("enum");
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
