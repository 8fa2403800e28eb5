using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Http;

internal delegate Task<RestResponse> RestHandler(RestRequest request);

/// <summary>
/// Which handler answers which method and path. A table of its own because Elasticsearch's answers for unknown paths, wrong methods and unknown parameters
/// are part of its contract, and because document ids may hold encoded slashes.
/// </summary>
/// <param name="ready">Completes when the data can be used; until then only the greeting and health are answered.</param>
internal sealed class RouteTable(Task ready)
{
    static readonly string[] AlwaysAccepted = ["pretty", "human", "error_trace", "filter_path", "format"];

    readonly Dictionary<int, List<Route>> routesByLength = [];

    /// <param name="accepts">The query parameters that are honoured, separated by spaces.</param>
    /// <param name="refuses">Parameters that Elasticsearch knows here and the emulator does not.</param>
    public void Map(string methods, string path, RestHandler handler, string accepts = "", string refuses = "")
    {
        var segments = Split(path);
        if (!routesByLength.TryGetValue(segments.Length, out var routes))
        {
            routesByLength[segments.Length] = routes = [];
        }

        foreach (var method in methods.Split(' '))
        {
            routes.Add(new(method, segments, handler, [.. Words(accepts), .. AlwaysAccepted], [.. Words(refuses)]));
        }
    }

    public void Map(string methods, string path, Func<RestRequest, RestResponse> handler, string accepts = "", string refuses = "") =>
        Map(methods, path, request => Task.FromResult(handler(request)), accepts, refuses);

    /// <summary>A method and path that Elasticsearch has and the emulator does not, beside methods of the same path that it has.</summary>
    public void Refuse(string method, string path, string what)
    {
        var segments = Split(path);
        RestHandler handler = request => throw Failures.Unsupported($"{method} {request.RawPath}", what);
        routesByLength[segments.Length].Add(new(method, segments, handler, [.. AlwaysAccepted], []) { IsRefused = true });
    }

    /// <summary>Waits until the data can be used, except for the calls that ask whether it can.</summary>
    public Task ReadyAsync(string rawPath, CancellationToken aborted) =>
        ready.IsCompletedSuccessfully || rawPath is "/" || rawPath.StartsWith("/_cluster/health", StringComparison.Ordinal) ? Task.CompletedTask : ready.WaitAsync(aborted);

    /// <summary>Finds the route of a call; literal segments win over named ones, earlier over later.</summary>
    /// <exception cref="ElasticsearchException">No such path, method or parameter.</exception>
    public (RestHandler Handler, Dictionary<string, string> Path, string Template) Find(string method, string rawPath, IReadOnlyDictionary<string, string> query)
    {
        var segments = Split(rawPath).Select(Uri.UnescapeDataString).ToArray();
        var matches = routesByLength.GetValueOrDefault(segments.Length, [])
            .Where(route => route.Matches(segments)).OrderBy(route => route.Rank).ToList();
        var best = matches.Count == 0 ? [] : matches.Where(route => route.Rank == matches[0].Rank).ToList();
        if (best.Find(route => route.Method == method) is { } found)
        {
            found.CheckParameters(rawPath, query);
            return (found.Handler, found.Bind(segments), found.Template);
        }

        // A less literal route may know the method: DELETE /{index} also serves names that some other route spells out.
        if (matches.Find(route => route.Method == method) is { } other)
        {
            other.CheckParameters(rawPath, query);
            return (other.Handler, other.Bind(segments), other.Template);
        }

        if (matches.Count > 0)
        {
            var allowed = string.Join(",", matches.Select(route => route.Method).Distinct().Order());
            throw new BareErrorException(405, $"Incorrect HTTP method for uri [{rawPath}] and method [{method}], allowed: [{allowed}]")
            {
                Headers = { ("Allow", allowed) },
            };
        }

        if (segments.FirstOrDefault(UnsupportedEndpoints.Contains) is { } unsupported)
        {
            throw Failures.Unsupported($"{method} {rawPath}", $"the endpoint [{unsupported}]");
        }

        throw new BareErrorException(400, $"no handler found for uri [{rawPath}] and method [{method}]");
    }

    /// <summary>Every route with the parameters that it takes, for the table of what is supported.</summary>
    public IEnumerable<(string Methods, string Path, IReadOnlyCollection<string> Accepts, IReadOnlyCollection<string> Refuses)> All() =>
        from route in routesByLength.Values.SelectMany(routes => routes).Where(route => !route.IsRefused)
        group route by route.Template into same
        orderby same.Key
        select (string.Join(' ', same.Select(route => route.Method).Distinct().Order()), same.Key,
            (IReadOnlyCollection<string>)same.SelectMany(route => route.Accepts).Except(AlwaysAccepted).Distinct().Order(StringComparer.Ordinal).ToList(),
            (IReadOnlyCollection<string>)same.SelectMany(route => route.Refuses).Distinct().Order(StringComparer.Ordinal).ToList());

    public static IReadOnlyList<string> Everywhere => AlwaysAccepted;

    static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    sealed record Route(string Method, string[] Segments, RestHandler Handler, HashSet<string> Accepts, HashSet<string> Refuses)
    {
        /// <summary>One bit a segment, the first the highest, set where the segment is named.</summary>
        public int Rank { get; } = Segments.Aggregate(0, (rank, segment) => (rank << 1) | (IsNamed(segment) ? 1 : 0));

        public bool IsRefused { get; init; }

        public string Template { get; } = "/" + string.Join('/', Segments);

        public bool Matches(string[] path)
        {
            for (var i = 0; i < path.Length; i++)
            {
                // Names that start with an underscore are endpoints, never indices; _all is the exception.
                var matches = IsNamed(Segments[i])
                    ? i > 0 && Segments[i] is not "{index}" || !path[i].StartsWith('_') || path[i] == "_all"
                    : Segments[i] == path[i];
                if (!matches)
                {
                    return false;
                }
            }

            return true;
        }

        public Dictionary<string, string> Bind(string[] path)
        {
            var values = new Dictionary<string, string>();
            for (var i = 0; i < path.Length; i++)
            {
                if (IsNamed(Segments[i]))
                {
                    values[Segments[i][1..^1]] = path[i];
                }
            }

            return values;
        }

        public void CheckParameters(string rawPath, IReadOnlyDictionary<string, string> query)
        {
            if (IsRefused)
            {
                return;
            }

            var unknown = query.Keys.Where(name => !Accepts.Contains(name)).ToList();
            if (unknown.Find(Refuses.Contains) is { } refused)
            {
                throw Failures.Unsupported($"?{refused}", $"the parameter [{refused}] of [{rawPath}]");
            }

            if (unknown.Count > 0)
            {
                var word = unknown.Count == 1 ? "parameter" : "parameters";
                throw Failures.IllegalArgument($"request [{rawPath}] contains unrecognized {word}: "
                    + string.Join(", ", unknown.Select(name => Suggestions.For(name, Accepts.Concat(Refuses)) is { Length: > 0 } meant ? $"[{name}] ->{meant}" : $"[{name}]")));
            }

            ParameterValues.Check(query);
        }

        static bool IsNamed(string segment) => segment[0] == '{';
    }
}
