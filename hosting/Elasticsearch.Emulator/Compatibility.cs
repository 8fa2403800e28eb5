using System.Text;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Mapping;
using Elasticsearch.Emulator.Search.Aggregations;
using Elasticsearch.Emulator.Search.Queries;
using Lucene.Net.Analysis;

namespace Elasticsearch.Emulator;

/// <summary>The table of what is supported, made from the tables and switches that decide it.</summary>
internal static class Compatibility
{
    // Elasticsearch's own names. Each is tried, so what the table says of them is what happens.
    const string Analyzers = "standard simple whitespace keyword stop pattern fingerprint arabic armenian basque bengali brazilian bulgarian catalan cjk czech danish dutch english estonian finnish "
        + "french galician german greek hindi hungarian indonesian irish italian latvian lithuanian norwegian persian portuguese romanian russian serbian sorani spanish swedish thai turkish";

    const string TokenizerTypes = "standard keyword whitespace letter lowercase ngram edge_ngram pattern path_hierarchy uax_url_email classic thai char_group simple_pattern simple_pattern_split";

    const string FilterTypes = "lowercase uppercase asciifolding stop stemmer snowball porter_stem kstem cjk_width cjk_bigram synonym synonym_graph edge_ngram ngram shingle trim unique length truncate reverse "
        + "apostrophe pattern_replace word_delimiter word_delimiter_graph classic common_grams condition decimal_digit delimited_payload elision fingerprint flatten_graph hunspell keep keep_types "
        + "keyword_marker keyword_repeat limit min_hash multiplexer pattern_capture predicate_token_filter remove_duplicates stemmer_override";

    const string CharFilterTypes = "html_strip mapping pattern_replace";

    public static string Table()
    {
        var text = new StringBuilder();
        text.Append("""
            # What the Elasticsearch emulator supports

            Made by `Elasticsearch.Emulator --compatibility` from the tables that decide it; a test keeps this page true.
            Everything else that Elasticsearch has is refused with status 501 and the type `emulator_unsupported_exception`, whose `path` names the place in the body or the parameter;
            what Elasticsearch does not have either is refused as Elasticsearch refuses it.

            """);
        Endpoints(text);
        Body(text);
        Values(text);
        Deviations(text);
        return text.ToString().ReplaceLineEndings("\n");
    }

    static void Endpoints(StringBuilder text)
    {
        text.Append($"\n## Endpoints\n\nParameters of all of them: {List(RouteTable.Everywhere)}.\n\n| path | methods | parameters | refused with 501 |\n|---|---|---|---|\n");
        using var application = EmulatorApplication.Build(new() { Urls = "http://127.0.0.1:0" });
        foreach (var (methods, path, accepts, refuses) in application.Services.GetRequiredService<RouteTable>().All())
        {
            text.Append($"| `{path}` | {methods} | {List(accepts)} | {List(refuses)} |\n");
        }

        text.Append($"\nPaths with one of these words are refused with 501 where the table has nothing for them: {List(UnsupportedEndpoints.All.Order(StringComparer.Ordinal))}.\n");
    }

    static void Body(StringBuilder text)
    {
        text.Append("\n## Bodies\n\n| | supported | refused with 501 |\n|---|---|---|\n");
        Row("queries", QueryParser.Names, QueryParser.UnsupportedNames);
        Row("aggregations", AggregationParser.Names, AggregationParser.UnsupportedNames);
        Row("field types", FieldSchema.Types, FieldSchema.UnsupportedTypes);
        foreach (var type in FieldSchema.Types)
        {
            Row($"parameters of `{type}`", FieldSchema.Find(type)!.Accepts.Keys, FieldSchema.Find(type)!.Refuses);
        }

        Row("index settings", IndexSettings.Known, []);
        Tried("analyzers", Analyzers, name => StockAnalyzers.Create(name) is not null);
        Tried("tokenizers", TokenizerTypes, name => Tokenizers.Create(name, new("tokenizer", name, null), 1) is not null);
        Tried("token filters", FilterTypes, name => TokenFilters.Create(name, new("filter", name, null), new(), () => new Lucene.Net.Analysis.Core.KeywordAnalyzer()) is not null);
        Tried("character filters", CharFilterTypes, name => CharFilters.Create(name, new("char_filter", name, null)) is not null);

        void Row(string what, IEnumerable<string> supported, IEnumerable<string> refused) =>
            text.Append($"| {what} | {List(supported.Order(StringComparer.Ordinal))} | {List(refused.Where(name => name.Length > 0).Order(StringComparer.Ordinal))} |\n");

        void Tried(string what, string names, Func<string, bool> exists)
        {
            var outcomes = names.Split(' ').ToLookup(name => Works(name, exists));
            Row(what, outcomes[true], outcomes[false]);
        }
    }

    // A component that only misses a setting of its own is there.
    static bool Works(string name, Func<string, bool> exists)
    {
        try
        {
            return exists(name);
        }
        catch (ElasticsearchException e)
        {
            return e.Status != 501;
        }
    }

    static void Values(StringBuilder text) => text.Append("""

        ## Parameters that change nothing here

        One node with one shard answers the same whatever they say, so they are taken; values that Elasticsearch would not take are refused all the same.

        | parameter | taken | refused with 501 |
        |---|---|---|
        | `preference` | `_local`, `_only_local`, any text without a leading underscore | `_shards:...`, `_only_nodes:...`, `_prefer_nodes:...` |
        | `routing` | any value in an index of one shard; it is stored and shown | in an index of several shards, and on aliases |
        | `search_type=dfs_query_then_fetch` | for one index | for several |
        | `timeout`, `master_timeout` of changes | any time: changes are made at once | |
        | `wait_for_active_shards` | `0`, `1` (health: any) | more copies than there are |
        | `include_source_on_error` | `false`: errors never hold the source | `true` |
        | `wait_for_completion` | `true` | `false` |
        | `request_cache`, `batched_reduce_size`, `max_concurrent_shard_requests`, `max_concurrent_searches`, `pre_filter_shard_size`, `ccs_minimize_roundtrips`, `ignore_throttled`, `local` | any value of their type | |
        | fields: `store`, `ignore_malformed`, `fielddata`, `term_vector`, `similarity`, `split_queries_on_whitespace`, `position_increment_gap` | what holds without them | anything else |
        | terms: `shard_size`, `collect_mode`, `execution_hint` | counts are exact without them | |
        | settings: `number_of_routing_shards`, `codec`, `priority`, `auto_expand_replicas`, `search.idle.after`, `max_refresh_listeners`, `merge.scheduler.max_thread_count`, `translog.sync_interval`, `translog.flush_threshold_size`, `routing.allocation.include._tier_preference` | shown again as they were set | |
        | settings: `max_inner_result_window`, `max_rescore_window`, `mapping.nested_fields.limit`, `mapping.nested_objects.limit` | limits of what is not supported | |

        `timeout` of a search has its effect: what has been found by then is the answer, with `timed_out: true`.

        """.ReplaceLineEndings("\n"));

    static void Deviations(StringBuilder text) => text.Append("""

        ## Where answers differ from Elasticsearch's

        - `number_of_shards` is shown and counted in `_shards`; the documents are in one Lucene index all the same.
        - Scores follow Elasticsearch's BM25 to five digits for term, match and bool; for fuzzy, prefix and phrase queries they follow Lucene 4.8.
        - `highlight` splits into sentences as the unified highlighter does, by simpler rules; `type: plain` gives the same fragments.
        - `regexp` refuses the operators `~` and `&` with 501; `flags` are those that hold without the parameter.
        - `cardinality` is exact. Emoji are no tokens.
        - `error_trace` adds the first line of a trace: there is no Java stack.
        - Messages about malformed JSON are in the words of .NET's reader; type, status, line and column are Elasticsearch's.

        """.ReplaceLineEndings("\n"));

    static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
