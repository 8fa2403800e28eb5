using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Standard;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>Limits that index settings put on analysis components.</summary>
internal sealed record AnalysisLimits(int MaxNgramDiff = 1, int MaxShingleDiff = 3);

/// <summary>The analysers and normalisers of one index: the stock ones and those of its settings.</summary>
internal sealed class AnalysisRegistry
{
    readonly Dictionary<string, Analyzer> analyzers = [];
    readonly Dictionary<string, Analyzer> normalizers = [];
    readonly JsonAt? settings;
    readonly AnalysisLimits limits;

    /// <param name="settings">The "analysis" object of the index settings.</param>
    /// <exception cref="ElasticsearchException">A component is wrong (400) or not offered here (501).</exception>
    public AnalysisRegistry(JsonAt? settings, AnalysisLimits limits)
    {
        this.settings = settings;
        this.limits = limits;
        foreach (var (section, value) in settings?.Properties() ?? [])
        {
            switch (section)
            {
                case "analyzer" or "normalizer" or "tokenizer" or "filter" or "char_filter": break;
                default: throw Failures.IllegalArgument($"unknown setting [index.analysis.{section}] please check that any required plugins are installed, or check the breaking changes documentation for removed settings");
            }
        }

        // Every component is built once now, so that a fault shows when the index is created and not at its first use.
        foreach (var (name, _) in Section("tokenizer"))
        {
            _ = Tokenizer(name);
        }

        foreach (var (name, _) in Section("char_filter"))
        {
            _ = CharFilter(name);
        }

        foreach (var (name, definition) in Section("analyzer"))
        {
            analyzers[name] = BuildAnalyzer(name, definition);
        }

        foreach (var (name, definition) in Section("normalizer"))
        {
            normalizers[name] = BuildNormalizer(name, definition);
        }

        foreach (var (name, _) in Section("filter"))
        {
            _ = Filter(name, () => new KeywordAnalyzer());
        }
    }

    /// <summary>The analyser that text fields use when they name none.</summary>
    public Analyzer Default => Find("default") ?? Find("standard")!;

    public string DefaultName => analyzers.ContainsKey("default") ? "default" : "standard";

    public Analyzer? Find(string name)
    {
        if (!analyzers.TryGetValue(name, out var analyzer) && StockAnalyzers.Create(name) is { } stock)
        {
            lock (analyzers)
            {
                analyzers[name] = analyzer = stock;
            }
        }

        return analyzer;
    }

    public Analyzer? FindNormalizer(string name) => normalizers.GetValueOrDefault(name)
        ?? (name == "lowercase" ? normalizers["lowercase"] = Chain(r => new KeywordTokenizer(r), [], [s => new LowerCaseFilter(ComponentSettings.Version, s)]) : null);

    /// <summary>An analyser put together for one call of _analyze.</summary>
    public Analyzer Custom(JsonAt? tokenizer, IReadOnlyList<JsonAt> filters, IReadOnlyList<JsonAt> charFilters)
    {
        var source = tokenizer is { } t ? (t.IsObject ? TokenizerFrom("_anonymous_tokenizer", t) : Tokenizer(t.Text())) : reader => new KeywordTokenizer(reader);
        var chars = charFilters.Select(c => c.IsObject ? CharFilterFrom("_anonymous_charfilter", c) : CharFilter(c.Text())).ToList();
        var chain = new List<TokenFilterFactory>();
        foreach (var filter in filters)
        {
            TokenFilterFactory[] before = [.. chain];
            Func<Analyzer> parser = () => Chain(source, [], before);
            chain.Add(filter.IsObject ? FilterFrom("_anonymous_tokenfilter", filter, parser) : Filter(filter.Text(), parser));
        }

        return Chain(source, chars, chain);
    }

    IEnumerable<(string Name, JsonAt Definition)> Section(string name) => settings?.Find(name)?.Properties() ?? [];

    Analyzer BuildAnalyzer(string name, JsonAt definition)
    {
        var component = new ComponentSettings("analyzer", name, definition);
        var type = component.Text("type", definition.Find("tokenizer") is null ? "" : "custom");
        switch (type)
        {
            case "custom":
                var tokenizer = Tokenizer(definition.Find("tokenizer")?.Text()
                    ?? throw Failures.IllegalArgument($"analyzer [{name}] must specify either an analyzer type, or a tokenizer"));
                _ = component.List("tokenizer");
                var chars = (component.List("char_filter") ?? []).Select(CharFilter).ToList();
                var filters = new List<TokenFilterFactory>();
                foreach (var filter in component.List("filter") ?? [])
                {
                    TokenFilterFactory[] before = [.. filters];
                    filters.Add(Filter(filter, () => Chain(tokenizer, [], before)));
                }

                var gap = component.Int("position_increment_gap", 100);
                component.RefuseRest();
                return Chain(tokenizer, chars, filters, gap);
            case "standard":
                var length = component.Int("max_token_length", 255);
                var words = StopWords.Read(component.List("stopwords") ?? [], false, component);
                component.RefuseRest();
                return new StandardAnalyzer(ComponentSettings.Version, words) { MaxTokenLength = length };
            case "stop":
                var stops = StopWords.Read(component.List("stopwords") ?? ["_english_"], false, component);
                component.RefuseRest();
                return new StopAnalyzer(ComponentSettings.Version, stops);
            case "pattern":
                var regex = Patterns.Compile(component.Text("pattern", @"\W+"), component.Text("flags", ""));
                var lower = component.Bool("lowercase", true);
                var without = StopWords.Read(component.List("stopwords") ?? [], false, component);
                component.RefuseRest();
                return Chain(r => new Lucene.Net.Analysis.Pattern.PatternTokenizer(r, regex, -1), [],
                    [s => lower ? new LowerCaseFilter(ComponentSettings.Version, s) : s, s => new StopFilter(ComponentSettings.Version, s, without)]);
            case "":
                throw Failures.IllegalArgument($"analyzer [{name}] must specify either an analyzer type, or a tokenizer");
            default:
                component.RefuseRest();
                return StockAnalyzers.Create(type) ?? throw Failures.IllegalArgument($"Unknown analyzer type [{type}] for [{name}]");
        }
    }

    Analyzer BuildNormalizer(string name, JsonAt definition)
    {
        var component = new ComponentSettings("normalizer", name, definition);
        if (component.Text("type", "custom") != "custom")
        {
            throw Failures.IllegalArgument($"Unknown normalizer type [{component.Text("type", "")}] for [{name}]");
        }

        var chars = (component.List("char_filter") ?? []).Select(CharFilter).ToList();
        var filters = (component.List("filter") ?? []).Select(filter => filter is "lowercase" or "uppercase" or "asciifolding" or "trim" or "cjk_width" || IsUserFilter(filter)
            ? Filter(filter, () => new KeywordAnalyzer())
            : throw Failures.IllegalArgument($"Custom normalizer [{name}] may not use filter [{filter}]")).ToList();
        component.RefuseRest();
        return Chain(reader => new KeywordTokenizer(reader), chars, filters);
    }

    bool IsUserFilter(string name) => settings?.Find("filter")?.Find(name) is not null;

    TokenizerFactory Tokenizer(string name) => settings?.Find("tokenizer")?.Find(name) is { } definition
        ? TokenizerFrom(name, definition)
        : Tokenizers.Create(name, new("tokenizer", name, null), limits.MaxNgramDiff) ?? throw Failures.IllegalArgument($"failed to find tokenizer under name [{name}]");

    TokenizerFactory TokenizerFrom(string name, JsonAt definition)
    {
        var component = new ComponentSettings("tokenizer", name, definition);
        var type = component.Required("type");
        var made = Tokenizers.Create(type, component, limits.MaxNgramDiff) ?? throw Failures.IllegalArgument($"Unknown tokenizer type [{type}] for [{name}]");
        component.RefuseRest();
        return made;
    }

    TokenFilterFactory Filter(string name, Func<Analyzer> before) => settings?.Find("filter")?.Find(name) is { } definition
        ? FilterFrom(name, definition, before)
        : TokenFilters.Create(name, new("filter", name, null), limits, before) ?? throw Failures.IllegalArgument($"failed to find filter under name [{name}]");

    TokenFilterFactory FilterFrom(string name, JsonAt definition, Func<Analyzer> before)
    {
        var component = new ComponentSettings("filter", name, definition);
        var type = component.Required("type");
        var made = TokenFilters.Create(type, component, limits, before) ?? throw Failures.IllegalArgument($"Unknown filter type [{type}] for [{name}]");
        component.RefuseRest();
        return made;
    }

    CharFilterFactory CharFilter(string name) => settings?.Find("char_filter")?.Find(name) is { } definition
        ? CharFilterFrom(name, definition)
        : CharFilters.Create(name, new("char_filter", name, null)) ?? throw Failures.IllegalArgument($"failed to find char_filter under name [{name}]");

    static CharFilterFactory CharFilterFrom(string name, JsonAt definition)
    {
        var component = new ComponentSettings("char_filter", name, definition);
        var type = component.Required("type");
        var made = CharFilters.Create(type, component) ?? throw Failures.IllegalArgument($"Unknown char_filter type [{type}] for [{name}]");
        component.RefuseRest();
        return made;
    }

    static ChainAnalyzer Chain(TokenizerFactory tokenizer, IReadOnlyList<CharFilterFactory> chars, IReadOnlyList<TokenFilterFactory> filters, int gap = 100) =>
        new(tokenizer, chars, filters, gap);

    sealed class ChainAnalyzer(TokenizerFactory tokenizer, IReadOnlyList<CharFilterFactory> chars, IReadOnlyList<TokenFilterFactory> filters, int gap) : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
        {
            var source = tokenizer(reader);
            return new(source, filters.Aggregate((TokenStream)source, (stream, filter) => filter(stream)));
        }

        protected override TextReader InitReader(string fieldName, TextReader reader) => chars.Aggregate(reader, (inner, filter) => filter(inner));

        public override int GetPositionIncrementGap(string fieldName) => gap;
    }
}
