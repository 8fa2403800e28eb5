using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>Queries around other queries, bool apart.</summary>
internal static class CompoundQueries
{
    public static QueryFactory ConstantScore(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("constant_score", at);
        var filter = QueryParser.Parse(body.Take("filter") ?? throw Failures.Parsing("[constant_score] requires a 'filter' element", at.Location), parsing);
        return body.Done(parsing, shard => filter(shard).Constant());
    }

    public static QueryFactory DisMax(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("dis_max", at);
        var tieBreaker = body.Take("tie_breaker")?.Float() ?? 0;
        var queries = body.Take("queries")?.OneOrMany().Select(query => QueryParser.Parse(query, parsing)).ToList() ?? [];
        if (queries.Count == 0)
        {
            throw Failures.Parsing("[dis_max] requires 'queries' field with at least one clause", at.Location);
        }

        return body.Done(parsing, shard => new DisjunctionMaxQuery([.. queries.Select(query => query(shard))], tieBreaker));
    }

    public static QueryFactory Boosting(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("boosting", at);
        ElasticsearchException Missing(string name) => Failures.Parsing($"[boosting] query requires '{name}' to be set", at.Location);
        var positive = QueryParser.Parse(body.Take("positive") ?? throw Missing("positive"), parsing);
        var negative = QueryParser.Parse(body.Take("negative") ?? throw Missing("negative"), parsing);
        var boost = body.Take("negative_boost")?.Float() ?? throw Missing("negative_boost");
        return body.Done(parsing, shard => new Lucene.Net.Queries.BoostingQuery(positive(shard), negative(shard), boost));
    }
}
