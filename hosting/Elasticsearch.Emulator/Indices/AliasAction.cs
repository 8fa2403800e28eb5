using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Indices;

/// <summary>One action of _aliases: add, remove or remove_index.</summary>
internal sealed record AliasAction(string Kind, string Index, IReadOnlyList<string> Aliases, AliasTarget Target, bool MustExist)
{
    public static AliasAction Parse(JsonAt at)
    {
        var entries = at.MustBeObject("actions").Properties().ToList();
        if (entries is not [var (kind, body)] || kind is not ("add" or "remove" or "remove_index"))
        {
            throw Failures.XContentParse($"[aliases] unknown field [{(entries.Count > 0 ? entries[0].Name : "")}]", at.NameLocation);
        }

        var indices = new List<string>();
        var aliases = new List<string>();
        var target = new AliasTarget(null, null, null, null, false);
        var mustExist = kind == "remove";
        foreach (var (name, value) in body.MustBeObject(kind).Properties())
        {
            switch (name)
            {
                case "index" or "indices": indices.AddRange(value.OneOrMany().Select(item => item.Text())); break;
                case "alias" or "aliases": aliases.AddRange(value.OneOrMany().Select(item => item.Text())); break;
                case "must_exist": mustExist = value.Bool(); break;
                default:
                    target = kind == "add"
                        ? AliasesApi.Take(target, name, value)
                        : throw Failures.XContentParse($"[{kind}] unknown field [{name}]", value.NameLocation);
                    break;
            }
        }

        if (indices.Count == 0)
        {
            throw Failures.IllegalArgument("One of [index] or [indices] is required");
        }

        return kind != "remove_index" && aliases.Count == 0
            ? throw Failures.IllegalArgument("One of [alias] or [aliases] is required")
            : new(kind, string.Join(",", indices), aliases, target, mustExist);
    }

    public List<string> Indices(ClusterView view) => [.. IndexResolver.Resolve(view, Index, new(AllowNoIndices: false)).Select(one => one.Index.Name)];

    public ClusterView Apply(ClusterView view)
    {
        var indices = Indices(view);
        if (Kind == "add")
        {
            return indices.Aggregate(view, (state, index) => Aliases.Aggregate(state, (inner, alias) => AliasActions.Add(inner, alias, index, Target)));
        }

        var removed = (from index in indices
            from alias in view.AliasesOf(index)
            where Aliases.Any(name => Wildcard.Matches(name, alias.Alias))
            select (alias.Alias, index)).ToList();
        return removed.Count == 0 && MustExist
            ? throw AliasesApi.Missing(string.Join(",", Aliases))
            : removed.Aggregate(view, (state, pair) => AliasActions.Remove(state, pair.Alias, pair.index));
    }
}
