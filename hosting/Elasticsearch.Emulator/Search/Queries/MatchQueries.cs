using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>Full-text queries on one field.</summary>
internal static class MatchQueries
{
    public static QueryFactory Match(JsonAt at, QueryParsing parsing) => Parse("match", TextMatch.Terms, at, parsing);

    public static QueryFactory Phrase(JsonAt at, QueryParsing parsing) => Parse("match_phrase", TextMatch.Phrase, at, parsing);

    public static QueryFactory PhrasePrefix(JsonAt at, QueryParsing parsing) => Parse("match_phrase_prefix", TextMatch.PhrasePrefix, at, parsing);

    public static QueryFactory BoolPrefix(JsonAt at, QueryParsing parsing) => Parse("match_bool_prefix", TextMatch.BoolPrefix, at, parsing);

    static QueryFactory Parse(string name, TextMatch kind, JsonAt at, QueryParsing parsing)
    {
        var (field, body, value) = QueryBody.OfField(name, at);
        var query = Options(name, kind, body, value ?? body.Take("query"), at);
        return body.Done(parsing, shard => query.On(shard, field));
    }

    /// <summary>Takes the options that the kind of query has.</summary>
    public static TextQuery Options(string name, TextMatch kind, QueryBody body, JsonAt? value, JsonAt at)
    {
        if (value is not { IsNull: false } text)
        {
            throw Failures.Parsing($"[{name}] requires query value", at.Location);
        }

        if (text.IsObject || text.IsArray)
        {
            throw Failures.Parsing($"[{name}] unknown token [{text.Describe()}] after [query]", text.Location);
        }

        var query = new TextQuery(kind, text.Text()) { Value = text.Element, Analyzer = body.Take("analyzer")?.Text() };
        if (kind is TextMatch.Phrase or TextMatch.PhrasePrefix)
        {
            query = query with { Slop = body.Take("slop")?.Int() ?? 0 };
        }

        if (kind is TextMatch.Phrase or TextMatch.PhrasePrefix or TextMatch.Terms && body.Take("zero_terms_query") is { } zero)
        {
            query = query with
            {
                MatchAllWhenEmpty = zero.Text().ToLowerInvariant() switch
                {
                    "all" => true,
                    "none" => false,
                    _ => throw Failures.Parsing($"Unsupported zero_terms_query value [{zero.Text()}]", zero.Location),
                },
            };
        }

        if (kind is TextMatch.PhrasePrefix or TextMatch.Terms or TextMatch.BoolPrefix && body.Take("max_expansions") is { } expansions)
        {
            var least = kind == TextMatch.PhrasePrefix ? 0 : 1;
            query = query with
            {
                MaxExpansions = expansions.Int() is var most && most >= least ? most
                    : throw Failures.IllegalArgument($"[{name}] requires maxExpansions to be {(least == 0 ? "non-negative" : "positive")}."),
            };
        }

        return kind is TextMatch.Terms or TextMatch.BoolPrefix ? TermOptions(query, body) : query;
    }

    static TextQuery TermOptions(TextQuery query, QueryBody body)
    {
        body.Refuse("fuzzy_rewrite");
        var operation = body.Take("operator");
        _ = body.Take("auto_generate_synonyms_phrase_query")?.Bool();
        return query with
        {
            All = operation?.Text().ToLowerInvariant() switch
            {
                null or "or" => false,
                "and" => true,
                var other => throw Failures.IllegalArgument($"No enum constant org.elasticsearch.index.query.Operator.{other.ToUpperInvariant()}"),
            },
            MinimumShouldMatch = body.Take("minimum_should_match")?.Text(),
            Fuzziness = body.Take("fuzziness") is { } f ? Fuzziness.Parse(f.Text()) : null,
            PrefixLength = body.Take("prefix_length")?.Int() ?? 0,
            Transpositions = body.Take("fuzzy_transpositions")?.Bool() ?? true,
            Lenient = body.Take("lenient")?.Bool() ?? false,
        };
    }
}
