using System.Net;
using System.Text;
using System.Text.Json;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Analysis;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Search.Highlighting;

/// <summary>
/// Marks what a query found, by analysing the source again. (1) Each value is split into sentences and these into fragments near the wanted size;
/// (2) the fragments with marks are kept, by place or by how many different terms they hold; (3) the marks are set.
/// </summary>
internal static class Highlighter
{
    readonly record struct Mark(int Start, int End, string Term);

    sealed record Fragment(string Text, int Start, int End, List<Mark> Marks)
    {
        public int Score => Marks.Select(mark => mark.Term).Distinct().Count();
    }

    /// <summary>The fragments of one field; null when there is nothing to show.</summary>
    public static List<string>? Field(ShardContext shard, string path, HighlightOptions options, Query query, JsonElement source)
    {
        var analyzer = shard.Field(path) switch
        {
            TextFieldMapper text => shard.Index.Analysis.Find(text.Analyzer)!,
            KeywordFieldMapper keyword => keyword.Normalizer ?? new Lucene.Net.Analysis.Core.KeywordAnalyzer(),
            _ => null,
        };
        if (analyzer is null)
        {
            return null;
        }

        var values = SourceValues.Of(source, path, shard.Mapping);
        var terms = shard.TermsOf(query, options.RequireFieldMatch ? path : null);
        var fragments = new List<Fragment>();
        foreach (var value in values)
        {
            var marks = terms.IsEmpty ? [] : Marks(analyzer, path, value, terms, options.MaxAnalyzedOffset);
            fragments.AddRange(options.NumberOfFragments == 0 ? [new(value, 0, value.Length, marks)] : Split(value, marks, options.FragmentSize));
        }

        var marked = fragments.Where(fragment => fragment.Marks.Count > 0).ToList();
        if (marked.Count == 0)
        {
            return options.NoMatchSize > 0 && values.Count > 0 ? [Encode(Beginning(values[0], options.NoMatchSize), options)] : null;
        }

        if (options.NumberOfFragments == 0)
        {
            // Whole fields are shown value by value, those without a mark as well.
            return [.. fragments.Select(fragment => Render(fragment, options))];
        }

        var best = marked.OrderByDescending(fragment => fragment.Score).Take(options.NumberOfFragments).ToList();
        return [.. (options.ByScore ? best : marked.Where(best.Contains)).Select(fragment => Render(fragment, options))];
    }

    static List<Mark> Marks(Analyzer analyzer, string path, string text, QueryTerms terms, int maxOffset)
    {
        var tokens = TokenReader.Read(analyzer, path, text);
        var hit = new HashSet<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].End <= maxOffset && terms.Terms.Contains(tokens[i].Text))
            {
                hit.Add(i);
            }
        }

        foreach (var phrase in terms.Phrases)
        {
            MarkPhrase(tokens, phrase, hit);
        }

        hit.RemoveWhere(i => tokens[i].End > maxOffset);
        return Join([.. hit.Order().Select(i => new Mark(tokens[i].Start, tokens[i].End, tokens[i].Text))]);
    }

    static void MarkPhrase(List<AnalyzedToken> tokens, PhraseTerms phrase, HashSet<int> hit)
    {
        var (firstPosition, firstTerms) = phrase.Parts[0];
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!firstTerms.Contains(tokens[i].Text))
            {
                continue;
            }

            var matched = new List<int> { i };
            foreach (var (position, part) in phrase.Parts.Skip(1))
            {
                var wanted = tokens[i].Position + position - firstPosition;
                var at = tokens.FindIndex(token => Math.Abs(token.Position - wanted) <= phrase.Slop && part.Contains(token.Text));
                if (at < 0)
                {
                    break;
                }

                matched.Add(at);
            }

            if (matched.Count == phrase.Parts.Count)
            {
                hit.UnionWith(matched);
            }
        }
    }

    /// <summary>Bigrams overlap: what touches within one word becomes one mark.</summary>
    static List<Mark> Join(List<Mark> marks)
    {
        var joined = new List<Mark>();
        foreach (var mark in marks.OrderBy(mark => mark.Start).ThenByDescending(mark => mark.End))
        {
            if (joined.Count > 0 && mark.Start < joined[^1].End)
            {
                joined[^1] = joined[^1] with { End = Math.Max(joined[^1].End, mark.End) };
            }
            else
            {
                joined.Add(mark);
            }
        }

        return joined;
    }

    static IEnumerable<Fragment> Split(string text, List<Mark> marks, int size)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = Math.Min(text.Length, FragmentEnd(text, start, size));

            // No fragment ends inside a mark.
            foreach (var mark in marks.Where(mark => mark.Start < end && mark.End > end))
            {
                end = mark.End;
            }

            yield return new(text, start, end, [.. marks.Where(mark => mark.Start >= start && mark.End <= end)]);
            start = end;
        }
    }

    /// <summary>Whole sentences while they fit; a sentence that is too long alone is cut at a space.</summary>
    static int FragmentEnd(string text, int start, int size)
    {
        var end = start;
        while (end < text.Length)
        {
            var sentence = SentenceEnd(text, end);
            if (sentence - start > size)
            {
                break;
            }

            end = sentence;
        }

        if (end > start)
        {
            return end;
        }

        var limit = start + Math.Max(1, size);
        var sentenceEnd = SentenceEnd(text, start);
        if (limit >= sentenceEnd)
        {
            return sentenceEnd;
        }

        var space = text.IndexOf(' ', limit);
        return space >= 0 && space < sentenceEnd && space - limit < 20 ? space + 1 : char.IsLowSurrogate(text[limit]) ? limit + 1 : limit;
    }

    static int SentenceEnd(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is '\n' or '。' or '！' or '？' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))))
            {
                while (i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]))
                {
                    i++;
                }

                return i + 1;
            }
        }

        return text.Length;
    }

    static string Render(Fragment fragment, HighlightOptions options)
    {
        var shown = new StringBuilder();
        var at = fragment.Start;
        foreach (var mark in fragment.Marks)
        {
            shown.Append(Encode(fragment.Text[at..mark.Start], options))
                .Append(options.PreTags.FirstOrDefault("")).Append(Encode(fragment.Text[mark.Start..mark.End], options)).Append(options.PostTags.FirstOrDefault(""));
            at = mark.End;
        }

        shown.Append(Encode(fragment.Text[at..fragment.End], options));
        return options.NumberOfFragments == 0 ? shown.ToString() : shown.ToString().Trim();
    }

    static string Beginning(string text, int size) => text.Length <= size ? text : text[..(char.IsHighSurrogate(text[size - 1]) ? size - 1 : size)];

    static string Encode(string text, HighlightOptions options) => options.EncodeHtml ? WebUtility.HtmlEncode(text) : text;
}
