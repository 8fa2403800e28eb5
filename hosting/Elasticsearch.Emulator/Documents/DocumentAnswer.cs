using System.Text.Json;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

/// <summary>A document as get and multi-get answer it.</summary>
internal static class DocumentAnswer
{
    public static void WriteFields(Utf8JsonWriter json, string index, string id, StoredDocument? document, SourceFilter filter)
    {
        json.WriteString("_index", index);
        json.WriteString("_id", id);
        if (document is null)
        {
            json.WriteBoolean("found", false);
            return;
        }

        json.WriteNumber("_version", document.Version);
        json.WriteNumber("_seq_no", document.SeqNo);
        json.WriteNumber("_primary_term", document.PrimaryTerm);
        if (document.Routing is not null)
        {
            json.WriteString("_routing", document.Routing);
        }

        json.WriteBoolean("found", true);
        if (filter.Enabled)
        {
            json.WritePropertyName("_source");
            filter.Write(json, document.Source);
        }
    }
}
