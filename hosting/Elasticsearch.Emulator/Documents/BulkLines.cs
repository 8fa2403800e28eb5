using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

/// <summary>One action of a bulk with its document.</summary>
internal sealed record BulkItem(
    string Action, string Index, string Id, bool IsNewId, string? Routing, WriteCondition Condition, int RetryOnConflict, bool? RequireAlias, ReadOnlyMemory<byte> Source, DocumentUpdate? Update);

/// <summary>Reads the lines of a bulk. A line that is no action spoils the whole request, a document that is no document only its item.</summary>
internal static class BulkLines
{
    public static List<BulkItem> Read(RestRequest request)
    {
        if (!request.HasBody)
        {
            throw new ElasticsearchException(400, "parse_exception", "request body is required");
        }

        if (request.Body.Span[^1] != (byte)'\n')
        {
            throw Failures.IllegalArgument("The bulk request must be terminated by a newline [\\n]");
        }

        var items = new List<BulkItem>();
        var rest = request.Body;
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var line = Next(ref rest);
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            items.Add(ReadItem(request, line, ref rest, ref number));
        }

        return items.Count > 0 ? items : throw Failures.Validation("no requests added");
    }

    static BulkItem ReadItem(RestRequest request, ReadOnlyMemory<byte> line, ref ReadOnlyMemory<byte> rest, ref int number)
    {
        var actionLine = ActionLine(line, number);
        var entries = actionLine.IsObject ? actionLine.Properties().ToList() : [];
        if (entries.Count != 1 || !entries[0].Value.IsObject)
        {
            throw Failures.IllegalArgument(entries.Count == 0 && actionLine.IsObject
                ? $"Malformed action/metadata line [{number}], expected FIELD_NAME but found [END_OBJECT]"
                : $"Malformed action/metadata line [{number}], expected START_OBJECT but found [{(actionLine.IsObject ? entries[0].Value.Describe() : actionLine.Describe())}]");
        }

        var (action, metadata) = entries[0];
        if (action is not ("index" or "create" or "update" or "delete"))
        {
            throw Failures.IllegalArgument($"Malformed action/metadata line [{number}], expected field [create], [delete], [index] or [update] but found [{action}]");
        }

        var fields = Metadata(metadata, number);
        var index = fields.GetValueOrDefault("_index")?.Text() ?? request.Path.GetValueOrDefault("index")
            ?? throw Failures.Validation("index is missing");
        var id = fields.GetValueOrDefault("_id")?.Text();
        if (id is null && action is ("update" or "delete"))
        {
            throw Failures.Validation("id is missing");
        }

        var condition = WriteRequest.Condition(
            name => fields.GetValueOrDefault(name) is { } value ? (long)value.Double() : null,
            name => fields.GetValueOrDefault(name)?.Text(), action == "create" || id is null);
        var source = default(ReadOnlyMemory<byte>);
        DocumentUpdate? update = null;
        if (action != "delete")
        {
            if (rest.IsEmpty)
            {
                throw Failures.Validation("source is missing");
            }

            number++;
            source = Next(ref rest);
            update = action == "update" ? DocumentUpdate.Parse(JsonBody.Parse(source).At) : null;
        }

        return new(action, index, id ?? WriteRequest.NewId(), id is null, (fields.GetValueOrDefault("routing") ?? fields.GetValueOrDefault("_routing"))?.Text() ?? request.Query.GetValueOrDefault("routing"),
            condition, fields.GetValueOrDefault("retry_on_conflict")?.Int() ?? 0, fields.GetValueOrDefault("require_alias")?.Bool(), source, update);
    }

    static JsonAt ActionLine(ReadOnlyMemory<byte> line, int number)
    {
        try
        {
            return JsonBody.Parse(line).At;
        }
        catch (ElasticsearchException e)
        {
            throw Failures.IllegalArgument($"Malformed action/metadata line [{number}]: {e.Message}", e);
        }
    }

    static Dictionary<string, JsonAt?> Metadata(JsonAt metadata, int number)
    {
        var fields = new Dictionary<string, JsonAt?>();
        foreach (var (name, value) in metadata.Properties())
        {
            switch (name)
            {
                case "_index" or "_id" or "routing" or "_routing" or "if_seq_no" or "if_primary_term" or "version" or "version_type" or "retry_on_conflict" or "require_alias":
                    if (!value.IsNull)
                    {
                        fields[name] = value;
                    }

                    break;
                case "pipeline" or "dynamic_templates" or "list_executed_pipelines" or "_source":
                    throw value.Unsupported($"[{name}] of a bulk action");
                default:
                    throw Failures.IllegalArgument($"Action/metadata line [{number}] contains an unknown parameter [{name}]");
            }
        }

        return fields;
    }

    static ReadOnlyMemory<byte> Next(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line;
    }
}
