using Elasticsearch.Emulator.Search;
using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Search;

public sealed class ScoreTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Scores_are_those_of_the_BM25_formula()
    {
        var index = fixture.NewName();
        await fixture.Server.MustAsync("PUT", $"/{index}", """{"settings":{"number_of_shards":1,"number_of_replicas":0},"mappings":{"properties":{"t":{"type":"text"},"o":{"type":"keyword"}}}}""");
        string[] texts = ["red shoe", "red red shoe for running", "blue hat"];
        await fixture.Server.BulkAsync(index, [.. texts.Select((text, i) => ($"{i}", $$"""{"t":"{{text}}"}""")), ("3", """{"o":"no text here"}""")]);

        var answer = await fixture.Server.SearchAsync(index, """{"query":{"match":{"t":"red"}}}""");

        // Documents without the field do not count.
        var lengths = texts.Select(text => text.Split(' ').Length).ToArray();
        double Score(int freq, int length) => Math.Log(1 + ((3 - 2 + 0.5) / (2 + 0.5))) * 2.2 * freq / (freq + (1.2 * (0.25 + (0.75 * length / lengths.Average()))));
        var scores = answer.Json["hits"]!["hits"]!.AsArray().ToDictionary(hit => (string)hit!["_id"]!, hit => (double)hit!["_score"]!);
        Assert.Equal(2, scores.Count);
        Assert.Equal(Score(1, 2), scores["0"], 1e-5);
        Assert.Equal(Score(2, 5), scores["1"], 1e-5);
    }

    [Fact]
    public void Lengths_are_exact_up_to_forty_and_keep_their_order_above()
    {
        var decoded = Enumerable.Range(0, 5000).Select(length => LengthCode.Decode(LengthCode.Encode(length))).ToList();

        Assert.All(Enumerable.Range(0, 41), length => Assert.Equal(length, decoded[length]));
        Assert.Equal(decoded.Order(), decoded);
        Assert.All(Enumerable.Range(41, 4900), length => Assert.InRange(decoded[length], length * 0.85, length));
    }
}
