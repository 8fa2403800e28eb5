using System.Text.RegularExpressions;
using Elasticsearch.Emulator.Errors;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.NGram;
using Lucene.Net.Analysis.Path;
using Lucene.Net.Analysis.Pattern;
using Lucene.Net.Analysis.Standard;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>Elasticsearch's stock tokenizers by type.</summary>
internal static class Tokenizers
{
    static readonly HashSet<string> Unsupported = ["thai", "simple_pattern", "simple_pattern_split", "char_group", "classic"];

    /// <returns>Null when Elasticsearch has no such tokenizer either.</returns>
    public static TokenizerFactory? Create(string type, ComponentSettings settings, int maxNgramDiff)
    {
        var version = ComponentSettings.Version;
        switch (type)
        {
            case "standard":
                var maxLength = settings.Int("max_token_length", 255);
                return reader => new StandardTokenizer(version, reader) { MaxTokenLength = maxLength };
            case "uax_url_email":
                return reader => new UAX29URLEmailTokenizer(version, reader);
            case "keyword":
                _ = settings.Int("buffer_size", 256);
                return reader => new KeywordTokenizer(reader);
            case "whitespace": return reader => new WhitespaceTokenizer(version, reader);
            case "letter": return reader => new LetterTokenizer(version, reader);
            case "lowercase": return reader => new LowerCaseTokenizer(version, reader);
            case "ngram" or "nGram": return Ngram(settings, edge: false, maxNgramDiff);
            case "edge_ngram" or "edgeNGram": return Ngram(settings, edge: true, int.MaxValue);
            case "pattern":
                var regex = Patterns.Compile(settings.Text("pattern", @"\W+"), settings.Text("flags", ""));
                var group = settings.Int("group", -1);
                return reader => new PatternTokenizer(reader, regex, group);
            case "path_hierarchy" or "PathHierarchy": return PathHierarchy(settings);
            default:
                return Unsupported.Contains(type) ? throw settings.Unsupported($"the tokenizer [{type}]") : null;
        }
    }

    static TokenizerFactory Ngram(ComponentSettings settings, bool edge, int maxDiff)
    {
        var min = settings.Int("min_gram", 1);
        var max = settings.Int("max_gram", 2);
        CheckGrams(min, max, maxDiff, edge ? "Edge NGram Tokenizer" : "NGram Tokenizer");
        var classes = settings.List("token_chars") ?? [];
        var custom = settings.Text("custom_token_chars", "");
        Func<int, bool>? accepts = classes.Count == 0 ? null : Accepts(classes, custom);
        return edge
            ? reader => new ClassedEdgeNGramTokenizer(reader, min, max, accepts)
            : reader => new ClassedNGramTokenizer(reader, min, max, accepts);
    }

    public static void CheckGrams(int min, int max, int maxDiff, string what)
    {
        if (min < 1 || max < min)
        {
            throw Failures.IllegalArgument($"[min_gram] must be at least 1 and not greater than [max_gram], but they are [{min}] and [{max}]");
        }

        if (max - min > maxDiff)
        {
            throw Failures.IllegalArgument(
                $"The difference between max_gram and min_gram in {what} must be less than or equal to: [{maxDiff}] but was [{max - min}]. "
                + "This limit can be set by changing the [index.max_ngram_diff] index level setting.");
        }
    }

    static Func<int, bool> Accepts(IReadOnlyList<string> classes, string custom)
    {
        var checks = classes.Select<string, Func<int, bool>>(name => name switch
        {
            "letter" => c => System.Text.Rune.IsValid(c) && System.Text.Rune.IsLetter(new(c)),
            "digit" => c => System.Text.Rune.IsValid(c) && System.Text.Rune.IsDigit(new(c)),
            "whitespace" => c => System.Text.Rune.IsValid(c) && System.Text.Rune.IsWhiteSpace(new(c)),
            "punctuation" => c => System.Text.Rune.IsValid(c) && System.Text.Rune.IsPunctuation(new(c)),
            "symbol" => c => System.Text.Rune.IsValid(c) && System.Text.Rune.IsSymbol(new(c)),
            "custom" => c => c <= char.MaxValue && custom.Contains((char)c, StringComparison.Ordinal),
            _ => throw Failures.IllegalArgument($"Unknown token type: '{name}', must be one of [letter, digit, whitespace, punctuation, symbol, custom]"),
        }).ToList();
        return c => checks.Exists(check => check(c));
    }

    static TokenizerFactory PathHierarchy(ComponentSettings settings)
    {
        var delimiter = OneCharacter(settings, "delimiter", "/");
        var replacement = OneCharacter(settings, "replacement", delimiter.ToString());
        var skip = settings.Int("skip", 0);
        _ = settings.Int("buffer_size", 1024);
        return settings.Bool("reverse", false)
            ? reader => new ReversePathHierarchyTokenizer(reader, delimiter, replacement, skip)
            : reader => new PathHierarchyTokenizer(reader, delimiter, replacement, skip);
    }

    static char OneCharacter(ComponentSettings settings, string name, string otherwise)
    {
        var text = settings.Text(name, otherwise);
        return text.Length == 1 ? text[0] : throw Failures.IllegalArgument($"{name} must be a one char value");
    }

    sealed class ClassedNGramTokenizer(TextReader reader, int min, int max, Func<int, bool>? accepts)
        : NGramTokenizer(ComponentSettings.Version, reader, min, max)
    {
        protected override bool IsTokenChar(int chr) => accepts?.Invoke(chr) ?? true;
    }

    sealed class ClassedEdgeNGramTokenizer(TextReader reader, int min, int max, Func<int, bool>? accepts)
        : EdgeNGramTokenizer(ComponentSettings.Version, reader, min, max)
    {
        protected override bool IsTokenChar(int chr) => accepts?.Invoke(chr) ?? true;
    }
}

/// <summary>Regular expressions given by a user: bounded in time, because a careless one takes for ever.</summary>
internal static class Patterns
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static Regex Compile(string pattern, string flags)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var flag in flags.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            options |= flag switch
            {
                "CASE_INSENSITIVE" => RegexOptions.IgnoreCase,
                "MULTILINE" => RegexOptions.Multiline,
                "DOTALL" => RegexOptions.Singleline,
                "COMMENTS" => RegexOptions.IgnorePatternWhitespace,
                "UNICODE_CASE" or "UNICODE_CHARACTER_CLASS" => RegexOptions.None,
                _ => throw Failures.IllegalArgument($"Unknown regex flag [{flag}]"),
            };
        }

        try
        {
            return new(pattern, options, Limit);
        }
        catch (ArgumentException e)
        {
            throw Failures.IllegalArgument($"[{pattern}] is no regular expression: {e.Message}");
        }
    }
}
