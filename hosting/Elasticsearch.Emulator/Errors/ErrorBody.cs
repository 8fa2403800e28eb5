using System.Text.Json;

namespace Elasticsearch.Emulator.Errors;

/// <summary>Writes failures in Elasticsearch's error shape.</summary>
internal static class ErrorBody
{
    /// <param name="trace">Whether to add what error_trace asks for: there is no Java stack, so it is the first line of one.</param>
    public static void Write(Utf8JsonWriter json, ElasticsearchException failure, bool trace = false)
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
            WriteFields(json, RootOf(failure), trace);
            json.WriteEndObject();
            json.WriteEndArray();
            WriteFields(json, failure, trace);
            WriteCause(json, failure, trace);
            json.WriteEndObject();
        }

        json.WriteNumber("status", failure.Status);
        json.WriteEndObject();
    }

    /// <summary>The object that bulk items and failed shards carry: type, reason, details and cause, without root_cause.</summary>
    public static void WriteInner(Utf8JsonWriter json, ElasticsearchException failure, bool trace = false)
    {
        json.WriteStartObject();
        WriteFields(json, failure, trace);
        WriteCause(json, failure, trace);
        json.WriteEndObject();
    }

    // A failure to read JSON is no root when something else made it fail.
    static ElasticsearchException RootOf(ElasticsearchException failure) => failure switch
    {
        SearchPhaseException search => search.First,
        { Type: "x_content_parse_exception", CausedBy: { Status: 400, Type: "parsing_exception" or "x_content_parse_exception" or "illegal_argument_exception" } cause } => RootOf(cause),
        _ => failure,
    };

    static void WriteFields(Utf8JsonWriter json, ElasticsearchException failure, bool trace)
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

        if (trace)
        {
            json.WriteString("stack_trace", $"{failure.Type}: {failure.Message}");
        }
    }

    static void WriteCause(Utf8JsonWriter json, ElasticsearchException failure, bool trace)
    {
        if (failure.CausedBy is { } cause)
        {
            json.WritePropertyName("caused_by");
            WriteInner(json, cause, trace);
        }
    }
}
