using Lucene.Net.Search;
using Lucene.Net.Util.Automaton;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>Term, prefix and wildcard queries that do not mind the case of letters.</summary>
internal static class CaseInsensitive
{
    public static Query Exactly(string field, string text) => Query(field, text, [.. Letters(text)]);

    public static Query Prefix(string field, string text) => Query(field, text, [.. Letters(text), BasicAutomata.MakeAnyString()]);

    public static Query Wildcard(string field, string pattern)
    {
        var parts = new List<Automaton>();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*': parts.Add(BasicAutomata.MakeAnyString()); break;
                case '?': parts.Add(BasicAutomata.MakeAnyChar()); break;
                case '\\' when i + 1 < pattern.Length: parts.AddRange(Letters(pattern[++i].ToString())); break;
                default:
                    var length = char.IsHighSurrogate(pattern[i]) && i + 1 < pattern.Length ? 2 : 1;
                    parts.AddRange(Letters(pattern.Substring(i, length)));
                    i += length - 1;
                    break;
            }
        }

        return Query(field, pattern, parts);
    }

    static Query Query(string field, string text, IList<Automaton> parts) =>
        new AutomatonQuery(new(field, text), BasicOperations.Concatenate(parts)) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_AUTO_REWRITE_DEFAULT };

    static IEnumerable<Automaton> Letters(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var lower = System.Text.Rune.ToLowerInvariant(rune).Value;
            var upper = System.Text.Rune.ToUpperInvariant(rune).Value;
            yield return lower == upper
                ? BasicAutomata.MakeChar(rune.Value)
                : BasicOperations.Union(BasicAutomata.MakeChar(lower), BasicAutomata.MakeChar(upper));
        }
    }
}
