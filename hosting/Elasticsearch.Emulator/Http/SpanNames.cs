using System.Diagnostics;

namespace Elasticsearch.Emulator.Http;

/// <summary>Gives the present span, if there is one, the name of its route and what it is about.</summary>
internal static class SpanNames
{
    public static void Set(string method, string template, IReadOnlyDictionary<string, string> path)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.DisplayName = $"{method} {template}";
        span.SetTag("http.route", template);
        span.SetTag("db.system.name", "elasticsearch");
        if (path.TryGetValue("index", out var index))
        {
            span.SetTag("db.collection.name", index);
        }
    }
}
