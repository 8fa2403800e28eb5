using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>A parsed query. Fields are looked up only when it meets an index, because each index has its own mapping.</summary>
internal delegate Query QueryFactory(ShardContext shard);

/// <summary>What queries collect while they are parsed.</summary>
internal sealed class QueryParsing
{
    /// <summary>Queries with a _name, to be told apart on each hit.</summary>
    public List<(string Name, QueryFactory Query)> Named { get; } = [];

    public int Depth { get; set; }
}

/// <summary>Small pieces that several queries are made of.</summary>
internal static class LuceneQueries
{
    public static Query Nothing() => new BooleanQuery();

    public static Query Boosted(this Query query, float boost)
    {
        if (boost != 1)
        {
            query.Boost *= boost;
        }

        return query;
    }

    /// <summary>Must match and adds nothing to the score; Lucene 4.8 has no clause of that kind.</summary>
    public static Query AsFilter(this Query query) => new ConstantScoreQuery(query) { Boost = 0 };

    public static Query Constant(this Query query, float boost = 1) => new ConstantScoreQuery(query) { Boost = boost };

    public static Query AnyOf(IEnumerable<Query> queries)
    {
        var any = new BooleanQuery(true);
        foreach (var query in queries)
        {
            any.Add(query, Occur.SHOULD);
        }

        return any;
    }
}
