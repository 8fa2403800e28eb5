using System.Globalization;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>One text on several fields.</summary>
internal static class MultiMatchQuery
{
    public static QueryFactory Parse(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("multi_match", at);
        var type = body.Take("type");
        var kind = type?.Text() switch
        {
            null or "best_fields" or "most_fields" => TextMatch.Terms,
            "phrase" => TextMatch.Phrase,
            "phrase_prefix" => TextMatch.PhrasePrefix,
            "bool_prefix" => TextMatch.BoolPrefix,
            "cross_fields" => throw type!.Value.Unsupported("multi_match of the type cross_fields"),
            var other => throw Failures.Parsing($"failed to parse [multi_match] query type [{other}]. unknown type.", type!.Value.Location),
        };
        var tie = body.Take("tie_breaker")?.Float() ?? (type?.Text() is "most_fields" or "bool_prefix" ? 1f : 0f);
        var fields = body.Take("fields")?.OneOrMany().Select(Boosted).ToList();
        var query = MatchQueries.Options("multi_match", kind, body, body.Take("query"), at);
        if (kind is TextMatch.Phrase or TextMatch.PhrasePrefix && body.Take("lenient") is { } lenient)
        {
            query = query with { Lenient = lenient.Bool() };
        }

        if (fields is null)
        {
            // Without fields, all of them; those that cannot take the text then stay out.
            query = query with { Lenient = true };
            fields = [("*", 1)];
        }

        return body.Done(parsing, shard =>
        {
            var queries = fields.SelectMany(field => Expand(shard, field.Path).Select(path => (Path: path, field.Boost)))
                .GroupBy(field => field.Path).Select(group => query.On(shard, group.Key).Boosted(group.Aggregate(1f, (boost, field) => boost * field.Boost))).ToList();
            return queries.Count == 0 ? LuceneQueries.Nothing() : queries.Count == 1 ? queries[0] : new DisjunctionMaxQuery(queries, tie);
        });
    }

    static IEnumerable<string> Expand(ShardContext shard, string pattern) => shard.Mapping.Expand(pattern);

    static (string Path, float Boost) Boosted(JsonAt field)
    {
        var text = field.Text();
        var caret = text.IndexOf('^', StringComparison.Ordinal);
        if (caret < 0)
        {
            return (text, 1);
        }

        return float.TryParse(text[(caret + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var boost) && boost >= 0
            ? (text[..caret], boost)
            : throw Failures.IllegalArgument($"[{field.Path}]: [{text}] has no number after ^");
    }
}
