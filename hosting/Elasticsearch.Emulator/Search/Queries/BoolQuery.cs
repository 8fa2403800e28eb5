using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Queries;

internal static class BoolQuery
{
    public static QueryFactory Parse(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("bool", at);
        List<QueryFactory> Clauses(string name) =>
            [.. (body.Take(name)?.OneOrMany() ?? []).Select(clause => Clause(name, clause, parsing))];
        var must = Clauses("must");
        var filter = Clauses("filter");
        var should = Clauses("should");
        var mustNot = Clauses("must_not");
        var minimum = body.Take("minimum_should_match")?.Text();
        body.Refuse("adjust_pure_negative");
        return body.Done(parsing, shard =>
        {
            if (must.Count + filter.Count + should.Count + mustNot.Count == 0)
            {
                return new MatchAllDocsQuery();
            }

            var query = new BooleanQuery(true);
            must.ForEach(clause => query.Add(clause(shard), Occur.MUST));
            filter.ForEach(clause => query.Add(clause(shard).AsFilter(), Occur.MUST));
            should.ForEach(clause => query.Add(clause(shard), Occur.SHOULD));
            mustNot.ForEach(clause => query.Add(clause(shard), Occur.MUST_NOT));
            if (must.Count + filter.Count + should.Count == 0)
            {
                query.Add(new MatchAllDocsQuery().AsFilter(), Occur.MUST);
            }

            query.MinimumNumberShouldMatch = minimum is not null ? MinimumShouldMatch.Of(minimum, should.Count)
                : should.Count > 0 && must.Count + filter.Count == 0 ? 1 : 0;
            return query.MinimumNumberShouldMatch > should.Count ? LuceneQueries.Nothing() : query;
        }, strict: true);
    }

    // Elasticsearch says of a clause that fails also where it stands.
    static QueryFactory Clause(string name, JsonAt clause, QueryParsing parsing)
    {
        try
        {
            return QueryParser.Parse(clause, parsing);
        }
        catch (ElasticsearchException e) when (e.Status == 400)
        {
            throw Failures.XContentParse($"[bool] failed to parse field [{name}]", e.Location ?? clause.Location, e);
        }
    }
}
