using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Lucene.Net.Util.Automaton;

namespace Elasticsearch.Emulator.Search.Queries;

/// <summary>
/// Lucene's fuzzy query with the automata of a word kept. Making them is most of the work, and one search asks for the same word in several fields,
/// its highlighting asks again, and people who type ask for it once more.
/// </summary>
internal sealed class FuzzyWords : FuzzyQuery
{
    const int MaxKept = 256;

    static readonly ConcurrentDictionary<(string Word, int Prefix, bool Transpositions), CompiledAutomaton[]> Kept = new();

    public FuzzyWords(Term term, int edits, int prefixLength, int maxExpansions, bool transpositions)
        : base(term, edits, prefixLength, maxExpansions, transpositions) =>
        MultiTermRewriteMethod = new FoundOnce(MultiTermRewriteMethod, (term, edits, prefixLength, maxExpansions, transpositions));

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

    /// <summary>Looks a word up once in a reader, however often a query repeats it; readers do not change.</summary>
    sealed class FoundOnce(RewriteMethod inner, (Term Term, int Edits, int Prefix, int Expansions, bool Transpositions) word) : RewriteMethod
    {
        static readonly ConditionalWeakTable<IndexReader, ConcurrentDictionary<object, Query>> ByReader = new();

        public override Query Rewrite(IndexReader reader, MultiTermQuery query)
        {
            var known = ByReader.GetValue(reader, _ => new());
            var key = (word, query.Boost);
            if (!known.TryGetValue(key, out var found))
            {
                if (known.Count >= MaxKept)
                {
                    known.Clear();
                }

                known[key] = found = inner.Rewrite(reader, query);
            }

            return (Query)found.Clone();
        }
    }
}
