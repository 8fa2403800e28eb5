using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>Queries for terms that look alike: prefix, wildcard, regexp and fuzzy.</summary>
internal static class PatternQueries
{
    public static QueryFactory Prefix(JsonAt at, QueryParsing parsing)
    {
        var (field, body, value) = QueryBody.OfField("prefix", at);
        var prefix = Value("prefix", body, value, at);
        var ignoreCase = body.Take("case_insensitive")?.Bool() ?? false;
        body.Refuse("rewrite");
        return body.Done(parsing, shard => OnTerms(shard, field, "prefix", normalize =>
            ignoreCase ? CaseInsensitive.Prefix(field, normalize(prefix)) : new PrefixQuery(new(field, normalize(prefix)))));
    }

    public static QueryFactory Wildcard(JsonAt at, QueryParsing parsing)
    {
        var (field, body, value) = QueryBody.OfField("wildcard", at);
        var pattern = value?.Text() ?? (body.Take("value") ?? body.Take("wildcard"))?.Text() ?? throw Missing("wildcard", at);
        var ignoreCase = body.Take("case_insensitive")?.Bool() ?? false;
        body.Refuse("rewrite");
        return body.Done(parsing, shard => OnTerms(shard, field, "wildcard", normalize =>
        {
            var normalized = string.Concat(SplitKeeping(pattern).Select(part => part is "*" or "?" || part.StartsWith('\\') ? part : normalize(part)));
            PatternStates.CheckWildcard(normalized);
            return ignoreCase ? CaseInsensitive.Wildcard(field, normalized) : new WildcardQuery(new(field, normalized));
        }));
    }

    public static QueryFactory Regexp(JsonAt at, QueryParsing parsing)
    {
        var (field, body, value) = QueryBody.OfField("regexp", at);
        var pattern = Value("regexp", body, value, at);
        body.Refuse("rewrite", "flags", "flags_value", "case_insensitive", "max_determinized_states");
        return body.Done(parsing, shard => OnTerms(shard, field, "regexp", _ =>
        {
            if (pattern.Length > shard.Index.Settings.MaxRegexLength)
            {
                throw Failures.IllegalArgument(
                    $"The length of regex [{pattern.Length}] used in the Regexp Query request has exceeded the allowed maximum of [{shard.Index.Settings.MaxRegexLength}]. "
                    + "This maximum can be set by changing the [index.max_regex_length] index level setting.");
            }

            PatternStates.CheckRegex(pattern, at.Path);
            try
            {
                return new RegexpQuery(new(field, pattern));
            }
            catch (ArgumentException e)
            {
                throw Failures.IllegalArgument(e.Message);
            }
        }));
    }

    public static QueryFactory Fuzzy(JsonAt at, QueryParsing parsing)
    {
        var (field, body, value) = QueryBody.OfField("fuzzy", at);
        var text = Value("fuzzy", body, value, at);
        var fuzziness = body.Take("fuzziness") is { } f ? Fuzziness.Parse(f.Text()) : Fuzziness.Auto;
        var prefixLength = body.Take("prefix_length")?.Int() ?? 0;
        var expansions = body.Take("max_expansions")?.Int() is { } most ? (most > 0 ? most : throw Failures.IllegalArgument("maxExpansions must be positive.")) : 50;
        var transpositions = body.Take("transpositions")?.Bool() ?? true;
        body.Refuse("rewrite");
        return body.Done(parsing, shard => OnTerms(shard, field, "fuzzy", _ =>
            new FuzzyWords(new(field, text), fuzziness.For(text), prefixLength, expansions, transpositions)));
    }

    static Query OnTerms(ShardContext shard, string field, string query, Func<Func<string, string>, Query> make) => shard.Field(field) switch
    {
        null => LuceneQueries.Nothing(),
        KeywordFieldMapper keyword => make(keyword.Normalize),
        TextFieldMapper text => make(part => TokenReader.Normalize(shard.SearchAnalyzer(text, null), field, part)),
        var other => throw shard.Failed($"failed to create query: Can only use {query} queries on keyword, text and wildcard fields - not on [{field}] which is of type [{other.Type}]",
            Failures.IllegalArgument($"Can only use {query} queries on keyword, text and wildcard fields - not on [{field}] which is of type [{other.Type}]")),
    };

    static string Value(string query, QueryBody body, JsonAt? value, JsonAt at) => value?.Text() ?? body.Take("value")?.Text() ?? throw Missing(query, at);

    static ElasticsearchException Missing(string query, JsonAt at) => Failures.Parsing($"[{query}] query malformed, no value", at.Location);

    static IEnumerable<string> SplitKeeping(string pattern)
    {
        var start = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?' or '\\')
            {
                if (i > start)
                {
                    yield return pattern[start..i];
                }

                var length = pattern[i] == '\\' && i + 1 < pattern.Length ? 2 : 1;
                yield return pattern.Substring(i, length);
                i += length - 1;
                start = i + 1;
            }
        }

        if (start < pattern.Length)
        {
            yield return pattern[start..];
        }
    }
}
