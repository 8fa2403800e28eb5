using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Search.Queries;

internal static class FunctionScore
{
    public static QueryFactory Parse(JsonAt at, QueryParsing parsing) => throw at.Unsupported("the query [function_score]");
}
