using Elasticsearch.Emulator.Errors;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Synonym;

namespace Elasticsearch.Emulator.Analysis;

internal static class Synonyms
{
    public static TokenFilterFactory Create(ComponentSettings settings, Func<Analyzer> before)
    {
        if (settings.Find("synonyms_path") is not null || settings.Find("synonyms_set") is not null || settings.Bool("updateable", false))
        {
            throw settings.Unsupported("synonyms from a file or a set");
        }

        if (settings.Text("format", "solr") != "solr")
        {
            throw settings.Unsupported("synonyms in the wordnet format");
        }

        var expand = settings.Bool("expand", true);
        var lenient = settings.Bool("lenient", false);
        var rules = settings.List("synonyms") ?? throw Failures.IllegalArgument("synonym requires either `synonyms`, `synonyms_set` or `synonyms_path` to be configured");
        var parser = new SolrSynonymParser(true, expand, before());
        foreach (var rule in rules)
        {
            try
            {
                parser.Parse(new StringReader(rule));
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException || e.GetType().Name == "ParseException")
            {
                if (!lenient)
                {
                    throw Failures.IllegalArgument($"failed to build synonyms", new(400, "parse_exception", $"Invalid synonym rule [{rule}]: {e.Message}"));
                }
            }
        }

        var map = parser.Build();
        return map.Fst is null ? stream => stream : stream => new SynonymFilter(stream, map, ignoreCase: false);
    }
}
