using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Analysis;

namespace Elasticsearch.Emulator.Search;

/// <summary>One index while a search looks into it.</summary>
internal sealed record ShardContext(IndexService Index, Snapshot Snapshot, MappingState Mapping, long Now)
{
    public FieldMapper? Field(string path) => Mapping.Fields.GetValueOrDefault(path);

    public Analyzer SearchAnalyzer(TextFieldMapper field, string? named) => Index.Analysis.Find(named ?? field.SearchAnalyzer)
        ?? throw Failed($"[match] analyzer [{named}] not found");

    public ElasticsearchException Failed(string reason, ElasticsearchException? cause = null)
    {
        var failure = new ElasticsearchException(400, "query_shard_exception", reason) { CausedBy = cause };
        return failure.With("index_uuid", Index.Uuid).With("index", Index.Name);
    }
}
