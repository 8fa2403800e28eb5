using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

/// <summary>What a write waits for before it is answered: always the disk, and what refresh=... asks for.</summary>
internal sealed record RefreshPolicy(bool Force, bool Wait)
{
    public static RefreshPolicy Of(RestRequest request)
    {
        ParameterValues.ActiveShards(request);
        return request.Query.GetValueOrDefault("refresh") switch
        {
            null or "false" => new(false, false),
            "" or "true" => new(true, false),
            "wait_for" => new(false, true),
            var other => throw Failures.IllegalArgument($"Unknown value for refresh: [{other}]."),
        };
    }

    public async Task AcknowledgeAsync(IndexService index, WriteResult last)
    {
        var durable = index.Engine.DurableAsync(last.Position);
        if (index.Settings.DurableRequests)
        {
            await durable;
        }

        if (Force)
        {
            index.Engine.Refresh();
        }
        else if (Wait)
        {
            await index.Engine.VisibleAsync(last.SeqNo);
        }
    }
}
