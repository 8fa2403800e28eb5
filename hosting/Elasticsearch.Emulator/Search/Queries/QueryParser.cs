using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>The query DSL: one entry a query.</summary>
internal static class QueryParser
{
    // indices.query.bool.max_nested_depth
    const int MaxDepth = 30;

    delegate QueryFactory Parser(JsonAt body, QueryParsing parsing);

    static readonly Dictionary<string, Parser> Parsers = new()
    {
        ["match_all"] = MatchAllQueries.All,
        ["match_none"] = MatchAllQueries.None,
        ["bool"] = BoolQuery.Parse,
        ["constant_score"] = CompoundQueries.ConstantScore,
        ["dis_max"] = CompoundQueries.DisMax,
        ["boosting"] = CompoundQueries.Boosting,
        ["term"] = TermQueries.Term,
        ["terms"] = TermQueries.Terms,
        ["ids"] = TermQueries.Ids,
        ["exists"] = TermQueries.Exists,
        ["range"] = RangeQuery.Parse,
        ["prefix"] = PatternQueries.Prefix,
        ["wildcard"] = PatternQueries.Wildcard,
        ["regexp"] = PatternQueries.Regexp,
        ["fuzzy"] = PatternQueries.Fuzzy,
        ["match"] = MatchQueries.Match,
        ["match_phrase"] = MatchQueries.Phrase,
        ["match_phrase_prefix"] = MatchQueries.PhrasePrefix,
        ["match_bool_prefix"] = MatchQueries.BoolPrefix,
        ["multi_match"] = MultiMatchQuery.Parse,
    };

    static readonly HashSet<string> Unsupported =
    [
        "combined_fields", "distance_feature", "function_score", "geo_bounding_box", "geo_distance", "geo_grid", "geo_polygon", "geo_shape", "has_child", "has_parent", "intervals", "knn",
        "more_like_this", "nested", "parent_id", "percolate", "pinned", "query_string", "rank_feature", "rule", "rule_query", "script", "script_score", "semantic", "shape",
        "simple_query_string", "span_containing", "span_field_masking", "span_first", "span_multi", "span_near", "span_not", "span_or", "span_term", "span_within", "sparse_vector",
        "terms_set", "text_expansion", "weighted_tokens", "wrapper", "common", "type",
    ];

    public static IEnumerable<string> Names => Parsers.Keys;

    public static IEnumerable<string> UnsupportedNames => Unsupported;

    public static QueryFactory Parse(JsonAt query, QueryParsing parsing)
    {
        if (!query.IsObject)
        {
            throw Failures.Parsing($"[_na] query malformed, must start with start_object", query.Location);
        }

        var entries = query.Properties().Take(2).ToList();
        if (entries.Count == 0)
        {
            throw Failures.IllegalArgument("query malformed, empty clause found");
        }

        var (name, body) = entries[0];
        if (!Parsers.TryGetValue(name, out var parser))
        {
            throw Unsupported.Contains(name) ? body.Unsupported($"the query [{name}]")
                : Failures.UnknownName("unknown query", name, Parsers.Keys.Concat(Unsupported), body.Location);
        }

        if (!body.IsObject)
        {
            throw Failures.Parsing($"[{name}] query malformed, no start_object after query name", body.Location);
        }

        if (entries.Count > 1)
        {
            throw Failures.Parsing($"[{name}] malformed query, expected [END_OBJECT] but found [FIELD_NAME]", entries[1].Value.Location);
        }

        if (++parsing.Depth > MaxDepth)
        {
            throw Failures.XContentParse($"The nested depth of the query exceeds the maximum nested depth for bool queries set in [indices.query.bool.max_nested_depth]", body.Location);
        }

        var parsed = parser(body, parsing);
        parsing.Depth--;
        return parsed;
    }
}
