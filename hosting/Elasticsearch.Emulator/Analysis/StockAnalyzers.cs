using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>The analysers that a stock Elasticsearch has without any settings. Those of plugins are missing there, too.</summary>
internal static class StockAnalyzers
{
    public static Analyzer? Create(string name)
    {
        var version = ComponentSettings.Version;
        return name switch
        {
            "standard" => new StandardAnalyzer(version, CharArraySet.Empty),
            "simple" => new SimpleAnalyzer(version),
            "whitespace" => new WhitespaceAnalyzer(version),
            "keyword" => new KeywordAnalyzer(),
            "stop" => new StopAnalyzer(version),
            "pattern" => Analyzer.NewAnonymous((_, reader) =>
            {
                var tokenizer = new Lucene.Net.Analysis.Pattern.PatternTokenizer(reader, Patterns.Compile(@"\W+", ""), -1);
                return new(tokenizer, new LowerCaseFilter(version, tokenizer));
            }),
            "english" => new Lucene.Net.Analysis.En.EnglishAnalyzer(version),
            "cjk" => new Lucene.Net.Analysis.Cjk.CJKAnalyzer(version),
            "arabic" => new Lucene.Net.Analysis.Ar.ArabicAnalyzer(version),
            "armenian" => new Lucene.Net.Analysis.Hy.ArmenianAnalyzer(version),
            "basque" => new Lucene.Net.Analysis.Eu.BasqueAnalyzer(version),
            "brazilian" => new Lucene.Net.Analysis.Br.BrazilianAnalyzer(version),
            "bulgarian" => new Lucene.Net.Analysis.Bg.BulgarianAnalyzer(version),
            "catalan" => new Lucene.Net.Analysis.Ca.CatalanAnalyzer(version),
            "czech" => new Lucene.Net.Analysis.Cz.CzechAnalyzer(version),
            "danish" => new Lucene.Net.Analysis.Da.DanishAnalyzer(version),
            "dutch" => new Lucene.Net.Analysis.Nl.DutchAnalyzer(version),
            "finnish" => new Lucene.Net.Analysis.Fi.FinnishAnalyzer(version),
            "french" => new Lucene.Net.Analysis.Fr.FrenchAnalyzer(version),
            "galician" => new Lucene.Net.Analysis.Gl.GalicianAnalyzer(version),
            "german" => new Lucene.Net.Analysis.De.GermanAnalyzer(version),
            "greek" => new Lucene.Net.Analysis.El.GreekAnalyzer(version),
            "hindi" => new Lucene.Net.Analysis.Hi.HindiAnalyzer(version),
            "hungarian" => new Lucene.Net.Analysis.Hu.HungarianAnalyzer(version),
            "indonesian" => new Lucene.Net.Analysis.Id.IndonesianAnalyzer(version),
            "irish" => new Lucene.Net.Analysis.Ga.IrishAnalyzer(version),
            "italian" => new Lucene.Net.Analysis.It.ItalianAnalyzer(version),
            "latvian" => new Lucene.Net.Analysis.Lv.LatvianAnalyzer(version),
            "norwegian" => new Lucene.Net.Analysis.No.NorwegianAnalyzer(version),
            "persian" => new Lucene.Net.Analysis.Fa.PersianAnalyzer(version),
            "portuguese" => new Lucene.Net.Analysis.Pt.PortugueseAnalyzer(version),
            "romanian" => new Lucene.Net.Analysis.Ro.RomanianAnalyzer(version),
            "russian" => new Lucene.Net.Analysis.Ru.RussianAnalyzer(version),
            "sorani" => new Lucene.Net.Analysis.Ckb.SoraniAnalyzer(version),
            "spanish" => new Lucene.Net.Analysis.Es.SpanishAnalyzer(version),
            "swedish" => new Lucene.Net.Analysis.Sv.SwedishAnalyzer(version),
            "turkish" => new Lucene.Net.Analysis.Tr.TurkishAnalyzer(version),
            _ => null,
        };
    }
}
