using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Indices;

/// <summary>Changes of aliases as steps from one view to the next.</summary>
internal static class AliasActions
{
    public static ClusterView Add(ClusterView view, string alias, string index, AliasTarget target)
    {
        IndexName.CheckAlias(alias);
        if (view.Indices.ContainsKey(alias))
        {
            throw new ElasticsearchException(400, "invalid_alias_name_exception", $"Invalid alias name [{alias}]: an index or data stream exists with the same name as the alias");
        }

        var targets = view.Aliases.GetValueOrDefault(alias, ImmutableSortedDictionary.Create<string, AliasTarget>(StringComparer.Ordinal)).SetItem(index, target);
        var writers = targets.Where(t => t.Value.IsWriteIndex == true).Select(t => t.Key).ToList();
        return writers.Count > 1
            ? throw Failures.IllegalArgument($"alias [{alias}] has more than one write index [{string.Join(",", writers)}]")
            : view with { Aliases = view.Aliases.SetItem(alias, targets) };
    }

    public static ClusterView Remove(ClusterView view, string alias, string index)
    {
        var left = view.Aliases[alias].Remove(index);
        return view with { Aliases = left.IsEmpty ? view.Aliases.Remove(alias) : view.Aliases.SetItem(alias, left) };
    }

    public static ClusterView RemoveIndex(ClusterView view, string index)
    {
        var after = view.AliasesOf(index).ToList().Aggregate(view, (state, alias) => Remove(state, alias.Alias, index));
        return after with { Indices = after.Indices.Remove(index) };
    }
}

/// <summary>The JSON of an alias's target, in answers and on disk.</summary>
internal static class AliasJson
{
    public static JsonObject Write(AliasTarget target)
    {
        var json = new JsonObject();
        if (target.Filter is not null)
        {
            json["filter"] = JsonNode.Parse(target.Filter);
        }

        if (target.IndexRouting is not null)
        {
            json["index_routing"] = target.IndexRouting;
        }

        if (target.SearchRouting is not null)
        {
            json["search_routing"] = target.SearchRouting;
        }

        if (target.IsWriteIndex is { } write)
        {
            json["is_write_index"] = write;
        }

        if (target.IsHidden)
        {
            json["is_hidden"] = true;
        }

        return json;
    }

    public static AliasTarget Read(JsonObject json) => new(
        (bool?)json["is_write_index"], json["filter"]?.ToJsonString(), (string?)json["index_routing"], (string?)json["search_routing"], (bool?)json["is_hidden"] ?? false);
}
