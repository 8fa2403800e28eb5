using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;

namespace Elasticsearch.Emulator.Search.Queries;

internal static class RangeQuery
{
    public static QueryFactory Parse(JsonAt at, QueryParsing parsing)
    {
        var (field, body, value) = QueryBody.OfField("range", at);
        if (value is { } odd)
        {
            throw Failures.Parsing($"[range] query malformed, no start_object after field name", odd.Location);
        }

        JsonElement? from = null, to = null;
        bool includeFrom = true, includeTo = true;
        JsonElement? Bound(string name)
        {
            var bound = body.Take(name);
            return bound is { IsObject: true } or { IsArray: true }
                ? throw Failures.Parsing($"[range] query does not support [{name}]", bound.Value.Location)
                : bound is { IsNull: false } b ? b.Element : null;
        }

        (from, to) = (Bound("from"), Bound("to"));
        includeFrom = body.Take("include_lower")?.Bool() ?? true;
        includeTo = body.Take("include_upper")?.Bool() ?? true;
        if (Bound("gte") is { } gte)
        {
            (from, includeFrom) = (gte, true);
        }

        if (Bound("gt") is { } gt)
        {
            (from, includeFrom) = (gt, false);
        }

        if (Bound("lte") is { } lte)
        {
            (to, includeTo) = (lte, true);
        }

        if (Bound("lt") is { } lt)
        {
            (to, includeTo) = (lt, false);
        }

        var format = body.Take("format") is { } f ? DateFormats.Parse(f.Text(), f.Path) : null;
        var zone = body.Take("time_zone") is { } z ? TimeZones.Find(z.Text()) : TimeZoneInfo.Utc;
        body.Refuse("relation");
        return body.Done(parsing, shard =>
        {
            if (shard.Field(field) is not { } mapper)
            {
                return LuceneQueries.Nothing();
            }

            return TermQueries.Guarded(shard, () => mapper.Range(new(from, includeFrom, to, includeTo, format, zone, shard.Now)).Constant());
        });
    }
}
