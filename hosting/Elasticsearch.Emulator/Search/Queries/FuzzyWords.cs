using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Lucene.Net.Util.Automaton;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>
/// Lucene's fuzzy query with the automata of a word kept. Making them is most of the work, and one search asks for the same word in several fields,
/// its highlighting asks again, and people who type ask for it once more.
/// </summary>
internal sealed class FuzzyWords(Term term, int edits, int prefixLength, int maxExpansions, bool transpositions)
    : FuzzyQuery(term, edits, prefixLength, maxExpansions, transpositions)
{
    const int MaxKept = 256;

    static readonly ConcurrentDictionary<(string Word, int Prefix, bool Transpositions), CompiledAutomaton[]> Kept = new();

    protected override TermsEnum GetTermsEnum(Terms terms, AttributeSource atts)
    {
        var automata = atts.AddAttribute<FuzzyTermsEnum.ILevenshteinAutomataAttribute>().Automata;
        var key = (Term.Text, PrefixLength, Transpositions);
        if (automata.Count == 0 && Kept.TryGetValue(key, out var known))
        {
            foreach (var automaton in known)
            {
                automata.Add(automaton);
            }
        }

        var before = automata.Count;
        var found = base.GetTermsEnum(terms, atts);
        if (automata.Count > before)
        {
            if (Kept.Count >= MaxKept)
            {
                Kept.Clear();
            }

            Kept[key] = [.. automata];
        }

        return found;
    }
}
