using System.Text.Json;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

/// <summary>A partial update, as _update and bulk's update take it.</summary>
internal sealed class DocumentUpdate
{
    JsonAt? doc;
    JsonAt? upsert;
    bool docAsUpsert;
    bool detectNoop = true;

    /// <summary>What to answer of the source afterwards; null for nothing.</summary>
    public SourceFilter? Source { get; private set; }

    public long? IfSeqNo { get; private set; }

    public long? IfPrimaryTerm { get; private set; }

    public static DocumentUpdate Parse(JsonAt body)
    {
        if (!body.IsObject)
        {
            throw Failures.Parsing($"[UpdateRequest] Expected START_OBJECT but was: {body.Describe()}", body.Location);
        }

        var update = new DocumentUpdate();
        foreach (var (name, value) in body.Properties())
        {
            switch (name)
            {
                case "doc" or "upsert" when !value.IsObject:
                    throw Failures.XContentParse($"[UpdateRequest] {name} doesn't support values of type: {value.Describe()}", value.Location);
                case "doc": update.doc = value; break;
                case "upsert": update.upsert = value; break;
                case "doc_as_upsert": update.docAsUpsert = value.Bool(); break;
                case "detect_noop": update.detectNoop = value.Bool(); break;
                case "_source": update.Source = SourceFilter.Parse(value); break;
                case "if_seq_no": update.IfSeqNo = (long)value.Double(); break;
                case "if_primary_term": update.IfPrimaryTerm = (long)value.Double(); break;
                case "script" or "scripted_upsert": throw value.Unsupported("scripting");
                default: throw Failures.XContentParse($"[UpdateRequest] unknown field [{name}]", value.NameLocation);
            }
        }

        if (update.doc is null)
        {
            throw Failures.Validation(update.docAsUpsert ? "doc must be specified if doc_as_upsert is enabled" : "script or doc is missing");
        }

        return update;
    }

    /// <summary>Reads, merges and writes; tries again when another write came between.</summary>
    public (WriteResult Result, byte[] Source) Apply(IndexService index, string id, string? routing, WriteCondition condition, int retries)
    {
        while (true)
        {
            var present = index.Engine.Get(id);
            try
            {
                if (present is null)
                {
                    return Insert(index, id, routing, condition);
                }

                CheckCondition(index, present, condition);
                var (merged, changed) = Merge(JsonNode.Parse(present.Source)!.AsObject(), JsonNode.Parse(doc!.Value.Element.GetRawText())!.AsObject());
                if (!changed && detectNoop)
                {
                    return (new(id, WriteOutcome.Noop, present.Version, present.SeqNo, present.PrimaryTerm, 0), present.Source);
                }

                var source = Bytes(merged);
                return (index.Engine.Index(id, JsonBody.Parse(source), source, routing ?? present.Routing, new(present.SeqNo, present.PrimaryTerm)), source);
            }
            catch (ElasticsearchException e) when (e.Status == 409 && retries-- > 0)
            {
            }
        }
    }

    (WriteResult, byte[]) Insert(IndexService index, string id, string? routing, WriteCondition condition)
    {
        var initial = docAsUpsert ? doc : upsert;
        if (initial is not { IsObject: true } at || condition.IfSeqNo is not null)
        {
            throw Failures.DocumentMissing(id, index.Name, index.Uuid);
        }

        var source = System.Text.Encoding.UTF8.GetBytes(at.Element.GetRawText());
        return (index.Engine.Index(id, JsonBody.Parse(source), source, routing, new(CreateOnly: true)), source);
    }

    static void CheckCondition(IndexService index, StoredDocument present, WriteCondition condition)
    {
        if (condition.IfSeqNo is { } seqNo && (seqNo != present.SeqNo || condition.IfPrimaryTerm != present.PrimaryTerm))
        {
            throw Failures.VersionConflict(present.Id,
                $"required seqNo [{seqNo}], primary term [{condition.IfPrimaryTerm}]. current document has seqNo [{present.SeqNo}] and primary term [{present.PrimaryTerm}]",
                index.Name, index.Uuid);
        }
    }

    /// <summary>Objects are merged into each other; everything else is replaced.</summary>
    static (JsonObject Merged, bool Changed) Merge(JsonObject into, JsonObject from)
    {
        var changed = false;
        foreach (var (name, value) in from)
        {
            if (into[name] is JsonObject before && value is JsonObject after)
            {
                changed |= Merge(before, after).Changed;
            }
            else if (!into.TryGetPropertyValue(name, out var old) || !JsonNode.DeepEquals(old, value))
            {
                into[name] = value?.DeepClone();
                changed = true;
            }
        }

        return (into, changed);
    }

    static byte[] Bytes(JsonObject json)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, RestResponse.WriterOptions))
        {
            json.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
