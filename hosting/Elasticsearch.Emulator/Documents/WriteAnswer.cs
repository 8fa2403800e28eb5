using System.Text.Json;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

/// <summary>The answer to one write, alone or within a bulk.</summary>
internal static class WriteAnswer
{
    public static int Status(WriteResult result) => result.Outcome switch
    {
        WriteOutcome.Created => 201,
        WriteOutcome.NotFound => 404,
        _ => 200,
    };

    public static void WriteFields(Utf8JsonWriter json, IndexService index, WriteResult result, bool forcedRefresh)
    {
        json.WriteString("_index", index.Name);
        json.WriteString("_id", result.Id);
        json.WriteNumber("_version", result.Version);
        json.WriteString("result", result.Outcome switch
        {
            WriteOutcome.Created => "created",
            WriteOutcome.Updated => "updated",
            WriteOutcome.Deleted => "deleted",
            WriteOutcome.NotFound => "not_found",
            _ => "noop",
        });
        if (forcedRefresh && result.Outcome != WriteOutcome.Noop)
        {
            json.WriteBoolean("forced_refresh", true);
        }

        WriteShards(json, index, result.Outcome == WriteOutcome.Noop);
        json.WriteNumber("_seq_no", result.SeqNo);
        json.WriteNumber("_primary_term", result.PrimaryTerm);
    }

    static void WriteShards(Utf8JsonWriter json, IndexService index, bool noop)
    {
        json.WriteStartObject("_shards");
        json.WriteNumber("total", noop ? 0 : 1 + index.Settings.NumberOfReplicas);
        json.WriteNumber("successful", noop ? 0 : 1);
        json.WriteNumber("failed", 0);
        json.WriteEndObject();
    }
}
