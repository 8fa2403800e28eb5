using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Analysis;

public sealed class AnalyzeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("""{"analyzer":"standard","text":"The QUICK brown-foxes 运动"}""", "the quick brown foxes 运 动")]
    [InlineData("""{"analyzer":"simple","text":"It's 2 Dogs"}""", "it s dogs")]
    [InlineData("""{"analyzer":"whitespace","text":"Brown-Foxes jump"}""", "Brown-Foxes jump")]
    [InlineData("""{"analyzer":"keyword","text":"Brown Foxes"}""", "Brown Foxes")]
    [InlineData("""{"analyzer":"stop","text":"the quick fox"}""", "quick fox")]
    [InlineData("""{"analyzer":"english","text":"The running foxes' houses"}""", "run fox hous")]
    [InlineData("""{"analyzer":"cjk","text":"无线蓝牙 ＡＢＣ"}""", "无线 线蓝 蓝牙 abc")]
    [InlineData("""{"text":"Default IS standard"}""", "default is standard")]
    [InlineData("""{"tokenizer":"standard","filter":["cjk_width","lowercase",{"type":"cjk_bigram","output_unigrams":true}],"text":"蓝牙X"}""", "蓝 蓝牙 牙 x")]
    [InlineData("""{"tokenizer":{"type":"edge_ngram","min_gram":1,"max_gram":3,"token_chars":["letter"]},"text":"shoe 1"}""", "s sh sho")]
    [InlineData("""{"tokenizer":{"type":"ngram","min_gram":2,"max_gram":2},"text":"abc"}""", "ab bc")]
    [InlineData("""{"tokenizer":"path_hierarchy","text":"/a/b/c"}""", "/a /a/b /a/b/c")]
    [InlineData("""{"tokenizer":{"type":"pattern","pattern":","},"filter":["trim","uppercase"],"text":"a, b"}""", "A B")]
    [InlineData("""{"tokenizer":"keyword","filter":["asciifolding",{"type":"length","min":2}],"text":"Crème"}""", "Creme")]
    [InlineData("""{"tokenizer":"whitespace","filter":["unique",{"type":"shingle","output_unigrams":false}],"text":"a b a c"}""", "a b|b c")]
    [InlineData("""{"tokenizer":"whitespace","filter":[{"type":"synonym","synonyms":["tv, television"]}],"text":"tv set"}""", "tv television set")]
    [InlineData("""{"tokenizer":"keyword","filter":[{"type":"word_delimiter"}],"text":"Wi-Fi4you"}""", "Wi Fi 4 you")]
    [InlineData("""{"tokenizer":"standard","char_filter":["html_strip",{"type":"mapping","mappings":["& => and"]}],"text":"<b>a</b> & b"}""", "a and b")]
    [InlineData("""{"tokenizer":"keyword","char_filter":[{"type":"pattern_replace","pattern":"(\\d+)-(\\d)","replacement":"$1_$2"}],"text":"12-3"}""", "12_3")]
    [InlineData("""{"tokenizer":"standard","filter":[{"type":"stop","stopwords":["x"]},{"type":"stemmer","language":"light_english"}],"text":"x running"}""", "running")]
    public async Task Text_becomes_these_tokens(string body, string expected)
    {
        var answer = await fixture.Server.PostAsync("/_analyze", body);

        Assert.True(answer.Status == 200, answer.Text);
        var tokens = answer.Json["tokens"]!.AsArray().Select(token => (string)token!["token"]!);
        Assert.Equal(expected, string.Join(expected.Contains('|', StringComparison.Ordinal) ? '|' : ' ', tokens));
    }

    [Theory]
    [InlineData("""{"analyzer":"ik_smart","text":"x"}""", "failed to find global analyzer [ik_smart]")]
    [InlineData("""{"tokenizer":"nonsense","text":"x"}""", "failed to find tokenizer under name [nonsense]")]
    [InlineData("""{"tokenizer":"keyword","filter":["icu_folding"],"text":"x"}""", "failed to find filter under name [icu_folding]")]
    [InlineData("""{"analyzer":"standard"}""", "text is missing")]
    public async Task What_a_stock_Elasticsearch_lacks_is_not_found_here_either(string body, string complaint)
    {
        var answer = await fixture.Server.PostAsync("/_analyze", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(complaint, answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"analyzer":{"a":{"tokenizer":"standard","filter":["nope"]}}}""", 400, "failed to find filter under name [nope]")]
    [InlineData("""{"analyzer":{"a":{"tokenizer":"nope"}}}""", 400, "failed to find tokenizer under name [nope]")]
    [InlineData("""{"analyzer":{"a":{"filter":["lowercase"]}}}""", 400, "analyzer [a] must specify either an analyzer type, or a tokenizer")]
    [InlineData("""{"tokenizer":{"t":{"type":"ngram","min_gram":1,"max_gram":5}}}""", 400, "must be less than or equal to: [1] but was [4]")]
    public async Task A_wrong_analyser_makes_no_index(string analysis, int status, string complaint)
    {
        var answer = await fixture.Server.PutAsync($"/{fixture.NewName()}", $$$"""{"settings":{"analysis":{{{analysis}}}}}""");

        Assert.Equal(status, answer.Status);
        Assert.Contains(complaint, answer.Reason, StringComparison.Ordinal);
    }
}
