using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Elasticsearch.Emulator.Analysis;

internal readonly record struct AnalyzedToken(string Text, int Start, int End, int Position, string Type);

/// <summary>Runs analysers outside Lucene's index.</summary>
internal static class TokenReader
{
    public static List<AnalyzedToken> Read(Analyzer analyzer, string field, string text)
    {
        var tokens = new List<AnalyzedToken>();
        using var stream = analyzer.GetTokenStream(field, text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var offset = stream.AddAttribute<IOffsetAttribute>();
        var increment = stream.AddAttribute<IPositionIncrementAttribute>();
        var type = stream.AddAttribute<ITypeAttribute>();
        var position = -1;
        stream.Reset();
        while (stream.IncrementToken())
        {
            position += increment.PositionIncrement;
            tokens.Add(new(term.ToString()!, offset.StartOffset, offset.EndOffset, position, type.Type));
        }

        stream.End();
        return tokens;
    }

    /// <summary>The one token of a normaliser.</summary>
    public static string Single(Analyzer normalizer, string field, string text) => Read(normalizer, field, text) is [var token, ..] ? token.Text : "";

    /// <summary>
    /// What an analyser does to a text that stays one piece, as prefix, wildcard and fuzzy queries need it. Stock analysers that change case lower it;
    /// anything that would split the text leaves it as it is.
    /// </summary>
    public static string Normalize(Analyzer analyzer, string field, string text)
    {
        var probe = Read(analyzer, field, "Aa");
        return probe is [{ Text: "aa" }, ..] ? text.ToLowerInvariant() : text;
    }
}
