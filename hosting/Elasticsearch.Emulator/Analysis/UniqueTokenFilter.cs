using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>Lets the first token of each text through and drops the later ones.</summary>
internal sealed class UniqueTokenFilter : TokenFilter
{
    readonly ICharTermAttribute term;
    readonly HashSet<string> seen = [];

    public UniqueTokenFilter(TokenStream input)
        : base(input) => term = AddAttribute<ICharTermAttribute>();

    public override bool IncrementToken()
    {
        while (m_input.IncrementToken())
        {
            if (seen.Add(term.ToString()!))
            {
                return true;
            }
        }

        return false;
    }

    public override void Reset()
    {
        base.Reset();
        seen.Clear();
    }
}
