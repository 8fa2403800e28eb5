using Elasticsearch.Emulator.Errors;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Snowball;

namespace Elasticsearch.Emulator.Analysis;

internal static class Stemmers
{
    static readonly HashSet<string> SnowballLanguages =
    [
        "Armenian", "Basque", "Catalan", "Danish", "Dutch", "English", "Finnish", "French", "German", "German2", "Hungarian", "Irish", "Italian", "Kp", "Lovins",
        "Norwegian", "Porter", "Portuguese", "Romanian", "Russian", "Spanish", "Swedish", "Turkish",
    ];

    public static TokenFilterFactory Create(string type, ComponentSettings settings)
    {
        switch (type)
        {
            case "porter_stem": return stream => new PorterStemFilter(stream);
            case "kstem": return stream => new KStemFilter(stream);
            case "snowball": return Snowball(settings.Text("language", "English"), settings);
        }

        var language = settings.Find("language")?.Text() ?? settings.Text("name", "english");
        return language switch
        {
            "english" or "porter" => stream => new PorterStemFilter(stream),
            "light_english" or "lightEnglish" or "kstem" => stream => new KStemFilter(stream),
            "minimal_english" or "minimalEnglish" => stream => new EnglishMinimalStemFilter(stream),
            "possessive_english" or "possessiveEnglish" => stream => new EnglishPossessiveFilter(ComponentSettings.Version, stream),
            "porter2" => Snowball("English", settings),
            "german2" => Snowball("German2", settings),
            "light_german" => stream => new Lucene.Net.Analysis.De.GermanLightStemFilter(stream),
            "minimal_german" => stream => new Lucene.Net.Analysis.De.GermanMinimalStemFilter(stream),
            "light_french" => stream => new Lucene.Net.Analysis.Fr.FrenchLightStemFilter(stream),
            "minimal_french" => stream => new Lucene.Net.Analysis.Fr.FrenchMinimalStemFilter(stream),
            "light_italian" => stream => new Lucene.Net.Analysis.It.ItalianLightStemFilter(stream),
            "light_spanish" => stream => new Lucene.Net.Analysis.Es.SpanishLightStemFilter(stream),
            "light_portuguese" => stream => new Lucene.Net.Analysis.Pt.PortugueseLightStemFilter(stream),
            "light_russian" => stream => new Lucene.Net.Analysis.Ru.RussianLightStemFilter(stream),
            "light_swedish" => stream => new Lucene.Net.Analysis.Sv.SwedishLightStemFilter(stream),
            "light_finnish" => stream => new Lucene.Net.Analysis.Fi.FinnishLightStemFilter(stream),
            "light_hungarian" => stream => new Lucene.Net.Analysis.Hu.HungarianLightStemFilter(stream),
            _ => Snowball(string.Concat(language[..1].ToUpperInvariant(), language.AsSpan(1)), settings),
        };
    }

    static TokenFilterFactory Snowball(string language, ComponentSettings settings) =>
        SnowballLanguages.Contains(language)
            ? stream => new SnowballFilter(stream, language)
            : throw settings.Unsupported($"the stemmer [{language}]");
}
