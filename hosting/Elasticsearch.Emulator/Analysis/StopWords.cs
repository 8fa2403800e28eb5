using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Util;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>Stop word lists: words, or the names of built-in lists such as _english_ and _none_.</summary>
internal static class StopWords
{
    public static CharArraySet Read(IReadOnlyList<string> words, bool ignoreCase, ComponentSettings settings)
    {
        var all = new List<string>();
        foreach (var word in words)
        {
            switch (word)
            {
                case "_none_":
                    break;
                case "_english_":
                    all.AddRange(StopAnalyzer.ENGLISH_STOP_WORDS_SET.Select(chars => chars.ToString()!));
                    break;
                case "_cjk_":
                    all.AddRange(Lucene.Net.Analysis.Cjk.CJKAnalyzer.DefaultStopSet.Select(chars => chars.ToString()!));
                    break;
                case ['_', .., '_']:
                    throw settings.Unsupported($"the stop word list [{word}]");
                default:
                    all.Add(word);
                    break;
            }
        }

        return new(ComponentSettings.Version, all, ignoreCase);
    }
}
