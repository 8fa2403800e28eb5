using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>Reads the parameters of one query; those that nobody read are an error.</summary>
internal sealed class QueryBody
{
    readonly Dictionary<string, JsonAt> parameters;
    readonly HashSet<string> known = [];
    readonly string query;

    public QueryBody(string query, JsonAt body)
    {
        this.query = query;
        parameters = body.MustBeObject(query).Properties().ToDictionary(p => p.Name, p => p.Value);
        Boost = Take("boost")?.Float() ?? 1;
        if (Boost < 0)
        {
            throw Failures.IllegalArgument($"negative [boost] are not allowed in [{query}], use a value between 0 and 1 to deboost");
        }

        Name = Take("_name")?.Text();
    }

    public float Boost { get; }

    public string? Name { get; }

    public JsonAt? Take(string name)
    {
        known.Add(name);
        return parameters.Remove(name, out var value) ? value : null;
    }

    public IEnumerable<(string Name, JsonAt Value)> Rest => parameters.Select(p => (p.Key, p.Value));

    /// <summary>Refuses parameters that Elasticsearch has and the emulator does not.</summary>
    public QueryBody Refuse(params string[] names)
    {
        foreach (var name in names)
        {
            if (Take(name) is { } value)
            {
                throw value.Unsupported($"[{name}] of the query [{query}]");
            }
        }

        return this;
    }

    /// <summary>Call last: whatever is left is unknown to Elasticsearch, too.</summary>
    /// <param name="strict">Whether Elasticsearch reads this query with the parser that says "unknown field".</param>
    public QueryFactory Done(QueryParsing parsing, QueryFactory factory, bool strict = false)
    {
        if (parameters.Count > 0)
        {
            var (name, value) = parameters.First();
            throw strict
                ? Failures.XContentParse($"[{query}] unknown field [{name}]{Suggestions.For(name, known)}", value.NameLocation)
                : Failures.Parsing($"[{query}] query does not support [{name}]", value.Location);
        }

        QueryFactory boosted = Boost == 1 ? factory : shard => factory(shard).Boosted(Boost);
        if (Name is not null)
        {
            parsing.Named.Add((Name, boosted));
        }

        return boosted;
    }

    /// <summary>The form {"field": {...}} or {"field": value} of queries about one field.</summary>
    public static (string Field, QueryBody Body, JsonAt? Short) OfField(string query, JsonAt at)
    {
        string? field = null;
        JsonAt value = default;
        var outer = new List<(string, JsonAt)>();
        foreach (var (name, candidate) in at.Properties())
        {
            if (name is "boost" or "_name" && !candidate.IsObject)
            {
                outer.Add((name, candidate));
                continue;
            }

            if (field is not null)
            {
                throw Failures.Parsing($"[{query}] query doesn't support multiple fields, found [{field}] and [{name}]", candidate.Location);
            }

            (field, value) = (name, candidate);
        }

        if (field is null)
        {
            throw Failures.Parsing($"[{query}] query malformed, no field name", at.Location);
        }

        if (outer.Count > 0)
        {
            throw Failures.Parsing($"[{query}] query does not support [{outer[0].Item1}]", outer[0].Item2.Location);
        }

        if (value.IsObject)
        {
            return (field, new(query, value), null);
        }

        if (value.IsArray)
        {
            throw Failures.Parsing($"[{query}] query does not support array of values", value.Location);
        }

        if (value.IsNull)
        {
            throw Failures.IllegalArgument("value cannot be null");
        }

        return (field, new(query, Empty), value);
    }

    static readonly JsonAt Empty = JsonBody.Parse("{}"u8.ToArray()).At;
}
