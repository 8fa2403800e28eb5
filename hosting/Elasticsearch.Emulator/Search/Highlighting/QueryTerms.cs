using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Highlighting;

/// <summary>Terms that count only where they stand together, at these distances from the first.</summary>
internal sealed record PhraseTerms(IReadOnlyList<(int Position, HashSet<string> Terms)> Parts, int Slop);

/// <summary>What of a query can be seen in a text of one field.</summary>
internal sealed class QueryTerms
{
    public HashSet<string> Terms { get; } = [];

    public List<PhraseTerms> Phrases { get; } = [];

    public bool IsEmpty => Terms.Count == 0 && Phrases.Count == 0;

    /// <param name="field">Null takes the terms of all fields.</param>
    public static QueryTerms Of(Query query, string? field, IndexReader reader)
    {
        var terms = new QueryTerms();
        terms.Add(query, field, reader);
        return terms;
    }

    void Add(Query query, string? field, IndexReader reader)
    {
        switch (query)
        {
            case TermQuery term: AddTerm(term.Term, field); break;
            case BooleanQuery some:
                foreach (var clause in some.Clauses.Where(clause => !clause.IsProhibited))
                {
                    Add(clause.Query, field, reader);
                }

                break;
            case DisjunctionMaxQuery any:
                foreach (var one in any.Disjuncts)
                {
                    Add(one, field, reader);
                }

                break;
            case ConstantScoreQuery { Query: { } inner }: Add(inner, field, reader); break;
            case PhraseQuery phrase: AddPhrase([.. phrase.GetTerms().Select(term => new[] { term })], phrase.GetPositions(), phrase.Slop, field); break;
            case MultiPhraseQuery phrase: AddPhrase([.. phrase.GetTermArrays()], phrase.GetPositions(), phrase.Slop, field); break;
            case MultiTermQuery many when field is null || many.Field == field: Expand(many, reader); break;
        }
    }

    void AddTerm(Term term, string? field)
    {
        if (field is null || term.Field == field)
        {
            Terms.Add(term.Text);
        }
    }

    void AddPhrase(Term[][] terms, int[] positions, int slop, string? field)
    {
        if (terms.Length > 0 && (field is null || terms[0][0].Field == field))
        {
            Phrases.Add(new([.. terms.Select((one, i) => (positions[i], one.Select(term => term.Text).ToHashSet()))], slop));
        }
    }

    void Expand(MultiTermQuery query, IndexReader reader)
    {
        var copy = (MultiTermQuery)query.Clone();
        copy.MultiTermRewriteMethod = new MultiTermQuery.TopTermsScoringBooleanQueryRewrite(1024);
        var found = new HashSet<Term>();
        copy.Rewrite(reader).ExtractTerms(found);
        Terms.UnionWith(found.Select(term => term.Text));
    }
}
