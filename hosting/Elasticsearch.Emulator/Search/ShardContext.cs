using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Mapping;
using Elasticsearch.Emulator.Search.Highlighting;
using Lucene.Net.Analysis;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search;

/// <summary>One index while a search looks into it.</summary>
internal sealed record ShardContext(IndexService Index, Snapshot Snapshot, MappingState Mapping, long Now)
{
    // Fuzzy words and prefixes are looked up in the whole index: once a search, not once a hit.
    readonly Dictionary<object, Dictionary<string, QueryTerms>> _seen = new(ReferenceEqualityComparer.Instance);

    public FieldMapper? Field(string path) => Mapping.Fields.GetValueOrDefault(path);

    public Analyzer SearchAnalyzer(TextFieldMapper field, string? named) => Index.Analysis.Find(named ?? field.SearchAnalyzer)
        ?? throw Failed($"[match] analyzer [{named}] not found");

    /// <summary>What of a query can be seen in a text of one field; of all fields when it is null.</summary>
    public QueryTerms TermsOf(Query query, string? field)
    {
        if (!_seen.TryGetValue(query, out var fields))
        {
            _seen[query] = fields = [];
        }

        if (!fields.TryGetValue(field ?? "*", out var terms))
        {
            fields[field ?? "*"] = terms = QueryTerms.Of(query, field, Snapshot.Reader);
        }

        return terms;
    }

    public ElasticsearchException Failed(string reason, ElasticsearchException? cause = null)
    {
        var failure = new ElasticsearchException(400, "query_shard_exception", reason) { CausedBy = cause };
        return failure.With("index_uuid", Index.Uuid).With("index", Index.Name);
    }
}
