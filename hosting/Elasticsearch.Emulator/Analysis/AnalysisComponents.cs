using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Lucene.Net.Analysis;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Analysis;

internal delegate TextReader CharFilterFactory(TextReader reader);

internal delegate Tokenizer TokenizerFactory(TextReader reader);

internal delegate TokenStream TokenFilterFactory(TokenStream stream);

/// <summary>The settings of one analysis component; every setting must be asked for, what nobody asked for is refused.</summary>
internal sealed class ComponentSettings(string kind, string name, JsonAt? settings)
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    readonly HashSet<string> asked = ["type", "version"];

    public string Name => name;

    public JsonAt? Find(string setting)
    {
        asked.Add(setting);
        return settings?.Find(setting);
    }

    public int Int(string setting, int otherwise) => Find(setting)?.Int() ?? otherwise;

    public bool Bool(string setting, bool otherwise) => Find(setting)?.Bool() ?? otherwise;

    public string Text(string setting, string otherwise) => Find(setting)?.Text() ?? otherwise;

    public string Required(string setting) => Find(setting)?.Text()
        ?? throw Failures.IllegalArgument($"{kind} [{name}] requires setting [{setting}]");

    public IReadOnlyList<string>? List(string setting) => Find(setting) switch
    {
        null => null,
        { IsArray: true } array => [.. array.Items().Select(item => item.Text())],
        { } one => one.Text().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    public ElasticsearchException Unsupported(string what) => Failures.Unsupported(settings?.Path ?? name, what);

    /// <summary>Call when the component has read all it knows.</summary>
    public void RefuseRest()
    {
        foreach (var (setting, value) in settings?.Properties() ?? [])
        {
            if (!asked.Contains(setting))
            {
                throw value.Unsupported($"the setting [{setting}] of {kind} [{name}]");
            }
        }
    }
}
