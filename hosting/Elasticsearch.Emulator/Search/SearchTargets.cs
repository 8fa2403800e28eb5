using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Search.Queries;

namespace Elasticsearch.Emulator.Search;

/// <summary>The indices of a search, each held as it is now; dispose to let go of them.</summary>
internal sealed class SearchTargets(IReadOnlyList<SearchTarget> targets) : IDisposable
{
    public IReadOnlyList<SearchTarget> Targets => targets;

    /// <summary>How many shards the client believes it searched.</summary>
    public int ShardCount => targets.Sum(target => target.Index.Settings.NumberOfShards);

    public static SearchTargets Open(ClusterView view, string? expression, ResolveOptions options)
    {
        var opened = new List<SearchTarget>();
        try
        {
            foreach (var resolved in IndexResolver.Resolve(view, expression, options))
            {
                var filters = resolved.Filters.Select(filter => QueryParser.Parse(JsonBody.Parse(System.Text.Encoding.UTF8.GetBytes(filter)).At, new())).ToList();
                opened.Add(new(resolved.Index, resolved.Index.Engine.Visible(), filters));
            }

            return new(opened);
        }
        catch
        {
            opened.ForEach(target => target.Snapshot.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var target in targets)
        {
            target.Snapshot.Dispose();
        }
    }
}
