using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>Queries for whole terms.</summary>
internal static class TermQueries
{
    public static QueryFactory Term(JsonAt at, QueryParsing parsing)
    {
        var (field, body, value) = QueryBody.OfField("term", at);
        var term = value ?? body.Take("value") ?? body.Take("term") ?? throw Failures.IllegalArgument("value cannot be null");
        var ignoreCase = body.Take("case_insensitive")?.Bool() ?? false;
        if (term.IsObject || term.IsArray)
        {
            throw Failures.Parsing($"[term] query does not support array of values", term.Location);
        }

        return body.Done(parsing, shard => Meta(shard, field, [term]) ?? (shard.Field(field) switch
        {
            null => LuceneQueries.Nothing(),
            TextFieldMapper or KeywordFieldMapper when ignoreCase => CaseInsensitive.Exactly(field, term.Text()),
            var mapper => Guarded(shard, () => mapper.Term(term.Element)),
        }));
    }

    public static QueryFactory Terms(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("terms", at);
        var fields = body.Rest.ToList();
        if (fields.Count != 1)
        {
            throw Failures.Parsing(fields.Count == 0 ? "[terms] query requires a field name, followed by array of terms or a document lookup specification"
                : $"[terms] query does not support multiple fields", at.Location);
        }

        var (field, list) = fields[0];
        body.Take(field);
        if (list.IsObject)
        {
            throw list.Unsupported("terms lookup");
        }

        if (!list.IsArray)
        {
            throw Failures.Parsing("[terms] query does not support [" + field + "]", list.Location);
        }

        var values = list.Items().ToList();
        if (values.Exists(v => v.IsNull || v.IsObject || v.IsArray))
        {
            throw Failures.IllegalArgument("No value specified for terms query");
        }

        return body.Done(parsing, shard =>
        {
            if (values.Count > shard.Index.Settings.MaxTermsCount)
            {
                throw Failures.IllegalArgument(
                    $"The number of terms [{values.Count}] used in the Terms Query request has exceeded the allowed maximum of [{shard.Index.Settings.MaxTermsCount}]. "
                    + "This maximum can be set by changing the [index.max_terms_count] index level setting.");
            }

            return Meta(shard, field, values) ?? (shard.Field(field) is { } mapper
                ? Guarded(shard, () => mapper.Terms([.. values.Select(v => v.Element)]))
                : LuceneQueries.Nothing());
        });
    }

    public static QueryFactory Ids(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("ids", at);
        var ids = (body.Take("values") ?? throw Failures.Parsing("[ids] requires a list of values", at.Location)).OneOrMany().Select(id => id.Text()).ToList();
        return body.Done(parsing, _ => IdsQuery(ids), strict: true);
    }

    public static QueryFactory Exists(JsonAt at, QueryParsing parsing)
    {
        var body = new QueryBody("exists", at);
        var field = (body.Take("field") ?? throw Failures.Parsing("[exists] must be provided with a [field]", at.Location)).Text();
        return body.Done(parsing, shard =>
        {
            if (field is MetaFields.Id or MetaFields.Index or MetaFields.Source)
            {
                return new MatchAllDocsQuery();
            }

            var paths = Wildcard.IsPattern(field) ? shard.Mapping.Expand(field)
                : shard.Mapping.Fields.ContainsKey(field) ? [field]
                : shard.Mapping.Fields.Keys.Where(path => path.StartsWith(field + ".", StringComparison.Ordinal));
            return LuceneQueries.AnyOf(paths.Select(path => new TermQuery(new(MetaFields.FieldNames, path)))).Constant();
        });
    }

    static Query IdsQuery(List<string> ids) => ids.Count == 0
        ? LuceneQueries.Nothing()
        : new ConstantScoreQuery(new TermsFilter(MetaFields.Id, [.. ids.Distinct().Select(id => new BytesRef(id))]));

    /// <summary>Fields that every document has and no mapping names.</summary>
    static Query? Meta(ShardContext shard, string field, IReadOnlyList<JsonAt> values) => field switch
    {
        MetaFields.Id => IdsQuery([.. values.Select(value => value.Text())]),
        MetaFields.Index => values.Any(value => Wildcard.Matches(value.Text(), shard.Index.Name)) ? new MatchAllDocsQuery() : LuceneQueries.Nothing(),
        MetaFields.Routing => LuceneQueries.AnyOf(values.Select(value => new TermQuery(new(MetaFields.Routing, value.Text())))).Constant(),
        _ => null,
    };

    /// <summary>A value that does not fit its field makes the query fail on this index.</summary>
    public static Query Guarded(ShardContext shard, Func<Query> make)
    {
        try
        {
            return make();
        }
        catch (ElasticsearchException e) when (e.Type == "illegal_argument_exception")
        {
            var cause = e.Message.StartsWith("For input string", StringComparison.Ordinal) ? new(400, "number_format_exception", e.Message)
                : e.Message.StartsWith("failed to parse date", StringComparison.Ordinal) ? new(400, "parse_exception", e.Message) { CausedBy = e.CausedBy }
                : e;
            throw shard.Failed($"failed to create query: {e.Message}", cause);
        }
    }
}
