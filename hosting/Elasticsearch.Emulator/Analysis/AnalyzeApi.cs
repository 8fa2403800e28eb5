using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Analysis;

namespace Elasticsearch.Emulator.Analysis;

internal static class AnalyzeApi
{
    const int MaxTokens = 10_000;

    public static void MapAnalyze(this RouteTable routes, Node node)
    {
        routes.Map("GET POST", "/_analyze", request => Analyze(node, request), "index");
        routes.Map("GET POST", "/{index}/_analyze", request => Analyze(node, request));
    }

    static RestResponse Analyze(Node node, RestRequest request)
    {
        var index = request.Param("index") is { } name ? IndexResolver.One(node.View, name) : null;
        var registry = index?.Analysis ?? new AnalysisRegistry(null, new());
        IReadOnlyList<string>? texts = null;
        string? analyzer = null, field = null, normalizer = null;
        JsonAt? tokenizer = null;
        IReadOnlyList<JsonAt> filters = [], charFilters = [];
        foreach (var (key, value) in request.Json().At.MustBeObject("analyze").Properties())
        {
            switch (key)
            {
                case "text": texts = [.. value.OneOrMany().Select(text => text.Text())]; break;
                case "analyzer": analyzer = value.Text(); break;
                case "field": field = value.Text(); break;
                case "normalizer": normalizer = value.Text(); break;
                case "tokenizer": tokenizer = value; break;
                case "filter": filters = [.. value.OneOrMany()]; break;
                case "char_filter": charFilters = [.. value.OneOrMany()]; break;
                case "explain" when !value.Bool(): break;
                case "explain" or "attributes": throw value.Unsupported($"[{key}] of _analyze");
                default: throw Failures.XContentParse($"[analyze_request] unknown field [{key}]", value.NameLocation);
            }
        }

        if (texts is null)
        {
            throw Failures.Validation("text is missing");
        }

        var chosen = analyzer is not null ? registry.Find(analyzer) ?? throw Failures.IllegalArgument($"failed to find global analyzer [{analyzer}]")
            : normalizer is not null ? registry.FindNormalizer(normalizer) ?? throw Failures.IllegalArgument($"failed to find normalizer under [{normalizer}]")
            : tokenizer is not null || filters.Count > 0 || charFilters.Count > 0 ? registry.Custom(tokenizer, filters, charFilters)
            : field is not null ? OfField(index ?? throw Failures.IllegalArgument("analysis based on a specific field requires an index"), field)
            : registry.Default;
        return Answer(chosen, texts);
    }

    static Analyzer OfField(IndexService index, string field) => index.Mapping.Fields.GetValueOrDefault(field) switch
    {
        TextFieldMapper text => index.Analysis.Find(text.Analyzer)!,
        KeywordFieldMapper keyword => keyword.Normalizer ?? new Lucene.Net.Analysis.Core.KeywordAnalyzer(),
        null => index.Analysis.Default,
        _ => throw Failures.IllegalArgument($"Can't process field [{field}], Analysis requests are only supported on tokenized fields"),
    };

    static RestResponse Answer(Analyzer analyzer, IReadOnlyList<string> texts) => RestResponse.Object(200, json =>
    {
        json.WriteStartArray("tokens");
        int position = 0, offset = 0, written = 0;
        foreach (var text in texts)
        {
            var last = -1;
            foreach (var token in TokenReader.Read(analyzer, "_analyze", text))
            {
                if (++written > MaxTokens)
                {
                    throw Failures.IllegalArgument($"The number of tokens produced by calling _analyze has exceeded the allowed maximum of [{MaxTokens}]. This limit can be set by changing the [index.analyze.max_token_count] index level setting.");
                }

                json.WriteStartObject();
                json.WriteString("token", token.Text);
                json.WriteNumber("start_offset", offset + token.Start);
                json.WriteNumber("end_offset", offset + token.End);
                json.WriteString("type", token.Type);
                json.WriteNumber("position", position + token.Position);
                json.WriteEndObject();
                last = token.Position;
            }

            position += last + 1 + 100;
            offset += text.Length + 1;
        }

        json.WriteEndArray();
    });
}
