using System.Text.Json;

namespace Elasticsearch.Emulator.Errors;

/// <summary>Every searched index failed; carries what each of them said.</summary>
internal sealed class SearchPhaseException : ElasticsearchException
{
    readonly IReadOnlyList<(string Index, ElasticsearchException Failure)> shards;

    public SearchPhaseException(IReadOnlyList<(string Index, ElasticsearchException Failure)> shards, string reason = "all shards failed")
        : base(shards[0].Failure.Status, "search_phase_execution_exception", reason)
    {
        this.shards = shards;
        CausedBy = First.CausedBy is null && First.Type is "query_shard_exception" ? null : First;
    }

    public ElasticsearchException First => shards[0].Failure;

    public void WriteShards(Utf8JsonWriter json)
    {
        json.WriteString("phase", "query");
        json.WriteBoolean("grouped", true);
        WriteFailedShards(json, "failed_shards", shards);
    }

    public static void WriteFailedShards(Utf8JsonWriter json, string name, IReadOnlyList<(string Index, ElasticsearchException Failure)> shards)
    {
        json.WriteStartArray(name);
        foreach (var (index, failure) in shards)
        {
            json.WriteStartObject();
            json.WriteNumber("shard", 0);
            json.WriteString("index", index);
            json.WriteString("node", Cluster.NodeIdentity.Id);
            json.WritePropertyName("reason");
            ErrorBody.WriteInner(json, failure);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
