using Elasticsearch.Emulator.Http;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Queries;

internal static class MatchAllQueries
{
    public static QueryFactory All(JsonAt at, QueryParsing parsing) => new QueryBody("match_all", at).Done(parsing, _ => new MatchAllDocsQuery(), strict: true);

    public static QueryFactory None(JsonAt at, QueryParsing parsing) => new QueryBody("match_none", at).Done(parsing, _ => LuceneQueries.Nothing(), strict: true);
}
