using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Util.Automaton;

namespace Elasticsearch.Emulator.Search.Aggregations;

/// <summary>Which terms get buckets: lists of values, or patterns.</summary>
internal sealed class IncludeExclude(Func<string, bool>? include, Func<string, bool>? exclude)
{
    public static IncludeExclude Parse(JsonAt? include, JsonAt? exclude) => new(Predicate(include), Predicate(exclude));

    public bool Accepts(object key)
    {
        if (include is null && exclude is null)
        {
            return true;
        }

        var text = key is double number ? JsonNumbers.Text(number) : Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture)!;
        return include?.Invoke(text) != false && exclude?.Invoke(text) != true;
    }

    static Func<string, bool>? Predicate(JsonAt? at)
    {
        if (at is not { } given)
        {
            return null;
        }

        if (given.IsArray)
        {
            var values = given.Items().Select(item => item.Text()).ToHashSet();
            return values.Contains;
        }

        if (given.IsObject)
        {
            throw given.Unsupported("partitions of the aggregation [terms]");
        }

        Queries.PatternStates.CheckRegex(given.Text(), given.Path);
        try
        {
            var automaton = new CharacterRunAutomaton(new RegExp(given.Text()).ToAutomaton());
            return automaton.Run;
        }
        catch (ArgumentException e)
        {
            throw Failures.IllegalArgument($"[{given.Path}]: {e.Message}");
        }
    }
}
