using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Indices;

/// <summary>The emulator as a process of its own, killed while it is written to.</summary>
public sealed class KillTests
{
    const int Rounds = 20;

    [Fact]
    public async Task Every_acknowledged_write_survives_kill_9_and_none_is_there_twice()
    {
        Assert.SkipUnless(Server.RealUrl is null, "A server that is not ours is not killed.");
        using var folder = new TemporaryFolder();
        var acknowledged = new Dictionary<string, long>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var emulator = await EmulatorProcess.StartAsync(folder.Path);
            await CheckAsync(emulator, acknowledged);
            await WriteUntilKilledAsync(emulator, acknowledged, round);
        }

        await using var last = await EmulatorProcess.StartAsync(folder.Path);
        await CheckAsync(last, acknowledged);
        Assert.True(acknowledged.Count > Rounds, $"only {acknowledged.Count} writes were acknowledged: the test has shown nothing");
    }

    static async Task WriteUntilKilledAsync(EmulatorProcess emulator, Dictionary<string, long> acknowledged, int round)
    {
        // Killed after a number of answers, not after a time: the machine may be slow.
        var killAfter = 3 + (round % 5 * 4);
        var answers = 0;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async writer =>
        {
            for (var i = 0; ; i++)
            {
                var ids = Enumerable.Range(0, 10).Select(n => $"{round}-{writer}-{i}-{n}").ToList();
                var body = new StringBuilder();
                foreach (var id in ids)
                {
                    body.Append($"{{\"index\":{{\"_id\":\"{id}\"}}}}\n{{\"id\":\"{id}\",\"round\":{round},\"text\":\"product {i} 产品\"}}\n");
                }

                // One document is written again and again; its version must never go back.
                body.Append("{\"index\":{\"_id\":\"shared\"}}\n{\"id\":\"shared\"}\n");
                try
                {
                    using var content = new StringContent(body.ToString(), Encoding.UTF8, "application/x-ndjson");
                    using var response = await emulator.Http.PostAsync(emulator.Address + "/kill/_bulk", content);
                    var json = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
                    Assert.False((bool)json["errors"]!, json.ToJsonString());
                    lock (acknowledged)
                    {
                        ids.ForEach(id => acknowledged[id] = 1);
                        var version = (long)json["items"]!.AsArray()[^1]!["index"]!["_version"]!;
                        acknowledged["shared"] = Math.Max(version, acknowledged.GetValueOrDefault("shared"));
                        if (++answers == killAfter)
                        {
                            emulator.Kill();
                        }
                    }
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    return;
                }
            }
        }));
    }

    static async Task CheckAsync(EmulatorProcess emulator, Dictionary<string, long> acknowledged)
    {
        if (acknowledged.Count == 0)
        {
            return;
        }

        await emulator.PostAsync("/kill/_refresh", "");
        foreach (var chunk in acknowledged.Keys.Where(id => id != "shared").Chunk(500))
        {
            var docs = JsonNode.Parse(await emulator.PostAsync("/kill/_mget", new JsonObject { ["ids"] = new JsonArray([.. chunk.Select(id => (JsonNode)id)]) }.ToJsonString()))!["docs"]!.AsArray();
            Assert.All(docs, doc => Assert.True((bool)doc!["found"]!, $"{doc["_id"]} was acknowledged and is gone"));
        }

        var shared = JsonNode.Parse(await emulator.Http.GetStringAsync(emulator.Address + "/kill/_doc/shared"))!;
        Assert.True((long)shared["_version"]! >= acknowledged["shared"], $"version {shared["_version"]} after {acknowledged["shared"]} was acknowledged");

        var found = JsonNode.Parse(await emulator.PostAsync("/kill/_search", """{"size":0,"track_total_hits":true,"aggs":{"ids":{"cardinality":{"field":"id.keyword"}}}}"""))!;
        Assert.Equal((long)found["hits"]!["total"]!["value"]!, (long)found["aggregations"]!["ids"]!["value"]!);
        Assert.True((long)found["hits"]!["total"]!["value"]! >= acknowledged.Count);
    }
}
