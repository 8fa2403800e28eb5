using System.Text.Json;

namespace Elasticsearch.Emulator.Errors;

/// <summary>Writes failures in Elasticsearch's error shape.</summary>
internal static class ErrorBody
{
    public static void Write(Utf8JsonWriter json, ElasticsearchException failure)
    {
        json.WriteStartObject();
        if (failure is BareErrorException)
        {
            json.WriteString("error", failure.Message);
        }
        else
        {
            json.WriteStartObject("error");
            json.WriteStartArray("root_cause");
            json.WriteStartObject();
            WriteFields(json, RootOf(failure));
            json.WriteEndObject();
            json.WriteEndArray();
            WriteFields(json, failure);
            WriteCause(json, failure);
            json.WriteEndObject();
        }

        json.WriteNumber("status", failure.Status);
        json.WriteEndObject();
    }

    /// <summary>The object that bulk items and failed shards carry: type, reason, details and cause, without root_cause.</summary>
    public static void WriteInner(Utf8JsonWriter json, ElasticsearchException failure)
    {
        json.WriteStartObject();
        WriteFields(json, failure);
        WriteCause(json, failure);
        json.WriteEndObject();
    }

    static ElasticsearchException RootOf(ElasticsearchException failure) =>
        failure is SearchPhaseException search ? search.First : failure;

    static void WriteFields(Utf8JsonWriter json, ElasticsearchException failure)
    {
        json.WriteString("type", failure.Type);
        json.WriteString("reason", failure.Message);
        foreach (var (name, value) in failure.Details)
        {
            switch (value)
            {
                case int number: json.WriteNumber(name, number); break;
                case bool flag: json.WriteBoolean(name, flag); break;
                default: json.WriteString(name, value.ToString()); break;
            }
        }

        if (failure is SearchPhaseException search)
        {
            search.WriteShards(json);
        }
    }

    static void WriteCause(Utf8JsonWriter json, ElasticsearchException failure)
    {
        if (failure.CausedBy is { } cause)
        {
            json.WritePropertyName("caused_by");
            WriteInner(json, cause);
        }
    }
}
