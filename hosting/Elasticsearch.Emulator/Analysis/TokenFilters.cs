using Elasticsearch.Emulator.Errors;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.NGram;
using Lucene.Net.Analysis.Pattern;
using Lucene.Net.Analysis.Reverse;
using Lucene.Net.Analysis.Shingle;
using Lucene.Net.Analysis.Util;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>Elasticsearch's stock token filters by type.</summary>
internal static class TokenFilters
{
    static readonly HashSet<string> Unsupported =
    [
        "arabic_normalization", "arabic_stem", "bengali_normalization", "brazilian_stem", "classic", "common_grams", "condition", "czech_stem", "decimal_digit",
        "delimited_payload", "dictionary_decompounder", "dutch_stem", "elision", "fingerprint", "flatten_graph", "french_stem", "german_normalization", "german_stem",
        "hindi_normalization", "hunspell", "hyphenation_decompounder", "indic_normalization", "keep", "keep_types", "keyword_repeat", "keyword_marker", "limit", "min_hash",
        "multiplexer", "pattern_capture", "persian_normalization", "persian_stem", "predicate_token_filter", "remove_duplicates", "russian_stem", "scandinavian_folding",
        "scandinavian_normalization", "serbian_normalization", "sorani_normalization", "stemmer_override", "synonym_graph", "word_delimiter_graph", "cjk_decimal",
    ];

    /// <param name="before">Everything that stands before this filter; synonyms are read with it.</param>
    /// <returns>Null when Elasticsearch has no such filter either.</returns>
    public static TokenFilterFactory? Create(string type, ComponentSettings settings, AnalysisLimits limits, Func<Analyzer> before)
    {
        var version = ComponentSettings.Version;
        switch (type)
        {
            case "lowercase":
                return settings.Text("language", "") is "" ? stream => new LowerCaseFilter(version, stream) : throw settings.Unsupported("lowercase for a language");
            case "uppercase": return stream => new UpperCaseFilter(version, stream);
            case "asciifolding":
                var preserve = settings.Bool("preserve_original", false);
                return stream => new ASCIIFoldingFilter(stream, preserve);
            case "stop": return Stop(settings);
            case "stemmer" or "snowball" or "porter_stem" or "kstem": return Stemmers.Create(type, settings);
            case "cjk_width": return stream => new CJKWidthFilter(stream);
            case "cjk_bigram": return CjkBigram(settings);
            case "synonym": return Synonyms.Create(settings, before);
            case "edge_ngram" or "edgeNGram":
                return settings.Text("side", "front") is "front" && !settings.Bool("preserve_original", false)
                    ? Grams(settings, int.MaxValue, "Edge NGram Token Filter", (s, min, max) => new EdgeNGramTokenFilter(version, s, min, max))
                    : throw settings.Unsupported("edge_ngram from the back or with the original");
            case "ngram" or "nGram":
                return settings.Bool("preserve_original", false)
                    ? throw settings.Unsupported("ngram with the original")
                    : Grams(settings, limits.MaxNgramDiff, "NGram Token Filter", (s, min, max) => new NGramTokenFilter(version, s, min, max));
            case "shingle": return Shingle(settings, limits.MaxShingleDiff);
            case "trim": return stream => new TrimFilter(version, stream);
            case "unique": return Unique(settings);
            case "length":
                var min = settings.Int("min", 0);
                var max = settings.Int("max", int.MaxValue);
                return stream => new LengthFilter(version, stream, min, max);
            case "truncate":
                var length = settings.Int("length", 10);
                return stream => new TruncateTokenFilter(stream, length);
            case "reverse": return stream => new ReverseStringFilter(version, stream);
            case "apostrophe": return stream => new Lucene.Net.Analysis.Tr.ApostropheFilter(stream);
            case "pattern_replace":
                var regex = Patterns.Compile(settings.Required("pattern"), settings.Text("flags", ""));
                var replacement = settings.Text("replacement", "");
                var all = settings.Bool("all", true);
                return stream => new PatternReplaceFilter(stream, regex, replacement, all);
            case "word_delimiter": return WordDelimiter(settings);
            default:
                return Unsupported.Contains(type) ? throw settings.Unsupported($"the token filter [{type}]") : null;
        }
    }

    static TokenFilterFactory Grams(ComponentSettings settings, int maxDiff, string what, Func<TokenStream, int, int, TokenStream> create)
    {
        var min = settings.Int("min_gram", 1);
        var max = settings.Int("max_gram", 2);
        Tokenizers.CheckGrams(min, max, maxDiff, what);
        return stream => create(stream, min, max);
    }

    static TokenFilterFactory Stop(ComponentSettings settings)
    {
        var words = StopWords.Read(settings.List("stopwords") ?? ["_english_"], settings.Bool("ignore_case", false), settings);
        if (!settings.Bool("remove_trailing", true) || settings.Find("stopwords_path") is not null)
        {
            throw settings.Unsupported("remove_trailing:false or stopwords_path");
        }

        return stream => new StopFilter(ComponentSettings.Version, stream, words);
    }

    static TokenFilterFactory CjkBigram(ComponentSettings settings)
    {
        var scripts = CJKScript.HAN | CJKScript.HIRAGANA | CJKScript.KATAKANA | CJKScript.HANGUL;
        foreach (var ignored in settings.List("ignored_scripts") ?? [])
        {
            scripts &= ~(ignored.ToLowerInvariant() switch
            {
                "han" => CJKScript.HAN,
                "hiragana" => CJKScript.HIRAGANA,
                "katakana" => CJKScript.KATAKANA,
                "hangul" => CJKScript.HANGUL,
                _ => throw Failures.IllegalArgument($"unknown script [{ignored}] in [ignored_scripts] of [{settings.Name}]"),
            });
        }

        var unigrams = settings.Bool("output_unigrams", false);
        return stream => new CJKBigramFilter(stream, scripts, unigrams);
    }

    static TokenFilterFactory Shingle(ComponentSettings settings, int maxDiff)
    {
        var min = settings.Int("min_shingle_size", 2);
        var max = settings.Int("max_shingle_size", 2);
        var unigrams = settings.Bool("output_unigrams", true);
        var ifNone = settings.Bool("output_unigrams_if_no_shingles", false);
        var separator = settings.Text("token_separator", " ");
        var filler = settings.Text("filler_token", "_");
        if (max - min + (unigrams ? 1 : 0) > maxDiff)
        {
            throw Failures.IllegalArgument(
                $"In Shingle TokenFilter the difference between max_shingle_size and min_shingle_size (and +1 if outputting unigrams) must be less than or equal to: [{maxDiff}] "
                + $"but was [{max - min + (unigrams ? 1 : 0)}]. This limit can be set by changing the [index.max_shingle_diff] index level setting.");
        }

        return stream =>
        {
            var shingles = new ShingleFilter(stream, min, max);
            shingles.SetOutputUnigrams(unigrams);
            shingles.SetOutputUnigramsIfNoShingles(ifNone);
            shingles.SetTokenSeparator(separator);
            shingles.SetFillerToken(filler);
            return shingles;
        };
    }

    static TokenFilterFactory Unique(ComponentSettings settings)
    {
        var samePosition = settings.Bool("only_on_same_position", false);
        return samePosition ? stream => new RemoveDuplicatesTokenFilter(stream) : stream => new UniqueTokenFilter(stream);
    }

    static TokenFilterFactory WordDelimiter(ComponentSettings settings)
    {
        var flags = default(WordDelimiterFlags);
        void Take(string name, bool otherwise, WordDelimiterFlags flag) => flags |= settings.Bool(name, otherwise) ? flag : default;
        Take("generate_word_parts", true, WordDelimiterFlags.GENERATE_WORD_PARTS);
        Take("generate_number_parts", true, WordDelimiterFlags.GENERATE_NUMBER_PARTS);
        Take("catenate_words", false, WordDelimiterFlags.CATENATE_WORDS);
        Take("catenate_numbers", false, WordDelimiterFlags.CATENATE_NUMBERS);
        Take("catenate_all", false, WordDelimiterFlags.CATENATE_ALL);
        Take("split_on_case_change", true, WordDelimiterFlags.SPLIT_ON_CASE_CHANGE);
        Take("preserve_original", false, WordDelimiterFlags.PRESERVE_ORIGINAL);
        Take("split_on_numerics", true, WordDelimiterFlags.SPLIT_ON_NUMERICS);
        Take("stem_english_possessive", true, WordDelimiterFlags.STEM_ENGLISH_POSSESSIVE);
        var protectedWords = settings.List("protected_words") is { } words ? new CharArraySet(ComponentSettings.Version, words, false) : null;
        return stream => new WordDelimiterFilter(ComponentSettings.Version, stream, flags, protectedWords);
    }
}
