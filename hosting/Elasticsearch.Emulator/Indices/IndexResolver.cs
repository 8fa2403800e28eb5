using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Indices;

/// <summary>How names that match nothing are taken.</summary>
internal sealed record ResolveOptions(bool IgnoreUnavailable = false, bool AllowNoIndices = true, bool ExpandOpen = true, bool ExpandHidden = false, string? Routing = null)
{
    public const string Parameters = "ignore_unavailable allow_no_indices expand_wildcards";

    public static ResolveOptions Of(RestRequest request, bool allowNoIndices = true)
    {
        var expand = (request.Query.GetValueOrDefault("expand_wildcards") ?? "open").Split(',');
        if (Array.Find(expand, word => word is not ("open" or "closed" or "hidden" or "all" or "none")) is { } odd)
        {
            throw Failures.IllegalArgument($"No valid expand wildcard value [{odd}]");
        }

        return new(request.Flag("ignore_unavailable"), request.Flag("allow_no_indices", allowNoIndices),
            expand.Contains("open") || expand.Contains("all"), expand.Contains("hidden") || expand.Contains("all"), request.Query.GetValueOrDefault("routing"));
    }
}

/// <summary>One index that an expression named, with the aliases' filters through which it was named.</summary>
internal sealed record ResolvedIndex(IndexService Index, IReadOnlyList<string> Filters);

/// <summary>Finds what an expression such as a,b-*,-b-2 means.</summary>
internal static class IndexResolver
{
    public static IReadOnlyList<ResolvedIndex> Resolve(ClusterView view, string? expression, ResolveOptions options)
    {
        var parts = string.IsNullOrEmpty(expression) ? ["_all"] : expression.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var found = new SortedDictionary<string, List<string>?>(StringComparer.Ordinal);
        var sawWildcard = false;
        foreach (var part in parts)
        {
            if (sawWildcard && part.StartsWith('-'))
            {
                foreach (var name in Match(view, part[1..], options with { ExpandHidden = true }))
                {
                    found.Remove(name.Index);
                }
            }
            else if (part == "_all" || Wildcard.IsPattern(part))
            {
                sawWildcard = true;
                var matches = Match(view, part == "_all" ? "*" : part, options).ToList();
                if (matches.Count == 0 && !options.AllowNoIndices)
                {
                    throw Failures.IndexNotFound(part);
                }

                matches.ForEach(match => Add(found, match.Index, match.Filter));
            }
            else
            {
                AddNamed(view, part, options, found);
            }
        }

        if (found.Count == 0 && !options.AllowNoIndices)
        {
            throw Failures.IndexNotFound(expression ?? "_all");
        }

        foreach (var name in options.Routing is null ? [] : found.Keys.ToList())
        {
            CheckRouting(view.Indices[name], options.Routing);
        }

        return [.. found.Select(pair => new ResolvedIndex(view.Indices[pair.Key], pair.Value ?? []))];
    }

    /// <summary>The one index behind a name, for document reads.</summary>
    public static IndexService One(ClusterView view, string name)
    {
        if (view.Indices.GetValueOrDefault(name) is { } index)
        {
            return index;
        }

        var targets = view.Aliases.GetValueOrDefault(name) ?? throw Failures.IndexNotFound(name);
        return targets.Count == 1 ? view.Indices[targets.Keys.First()] : throw Failures.IllegalArgument(
            $"alias [{name}] has more than one index associated with it [{string.Join(", ", targets.Keys)}], can't execute a single index op");
    }

    /// <summary>With one shard every routing leads to it; with more it would leave documents out, and there are no more here.</summary>
    public static void CheckRouting(IndexService index, string? routing, string path = "?routing")
    {
        if (routing is not null && index.Settings.NumberOfShards > 1)
        {
            throw Failures.Unsupported(path, $"routing in the index [{index.Name}] of {index.Settings.NumberOfShards} shards");
        }
    }

    static void AddNamed(ClusterView view, string name, ResolveOptions options, SortedDictionary<string, List<string>?> found)
    {
        if (view.Indices.ContainsKey(name))
        {
            Add(found, name, null);
        }
        else if (view.Aliases.GetValueOrDefault(name) is { } targets)
        {
            foreach (var (index, target) in targets)
            {
                Add(found, index, target.Filter);
            }
        }
        else if (!options.IgnoreUnavailable)
        {
            if (name.StartsWith('_'))
            {
                throw Failures.InvalidIndexName(name, "must not start with '_'.");
            }

            throw Failures.IndexNotFound(name);
        }
    }

    /// <summary>Filters of several aliases widen each other; an index named directly has none.</summary>
    static void Add(SortedDictionary<string, List<string>?> found, string index, string? filter)
    {
        if (filter is null)
        {
            found[index] = null;
        }
        else if (!found.TryGetValue(index, out var filters))
        {
            found[index] = [filter];
        }
        else
        {
            filters?.Add(filter);
        }
    }

    static IEnumerable<(string Index, string? Filter)> Match(ClusterView view, string pattern, ResolveOptions options)
    {
        if (!options.ExpandOpen)
        {
            yield break;
        }

        foreach (var name in view.Indices.Keys.Where(name => Wildcard.Matches(pattern, name)
            && (options.ExpandHidden || !IsHidden(view.Indices[name]) || (pattern.StartsWith('.') && name.StartsWith('.')))))
        {
            yield return (name, null);
        }

        foreach (var (alias, targets) in view.Aliases.Where(alias => pattern != "*" && Wildcard.Matches(pattern, alias.Key)))
        {
            foreach (var (index, target) in targets.Where(target => options.ExpandHidden || !target.Value.IsHidden))
            {
                yield return (index, target.Filter);
            }
        }
    }

    static bool IsHidden(IndexService index) => (string?)index.Settings.Tree["index"]!["hidden"] == "true";
}
