using Elasticsearch.Emulator.Errors;
using Lucene.Net.Analysis.CharFilters;
using Lucene.Net.Analysis.Pattern;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>Elasticsearch's stock character filters by type.</summary>
internal static class CharFilters
{
    /// <returns>Null when Elasticsearch has no such filter either.</returns>
    public static CharFilterFactory? Create(string type, ComponentSettings settings)
    {
        switch (type)
        {
            case "html_strip":
                var escaped = settings.List("escaped_tags");
                return escaped is null ? reader => new HTMLStripCharFilter(reader) : reader => new HTMLStripCharFilter(reader, [.. escaped]);
            case "mapping":
                if (settings.Find("mappings_path") is not null)
                {
                    throw settings.Unsupported("mappings from a file");
                }

                var map = Mappings(settings);
                return reader => new MappingCharFilter(map, reader);
            case "pattern_replace":
                var regex = Patterns.Compile(settings.Required("pattern"), settings.Text("flags", ""));
                var replacement = settings.Text("replacement", "");
                return reader => new PatternReplaceCharFilter(regex, replacement, reader);
            default:
                return null;
        }
    }

    static NormalizeCharMap Mappings(ComponentSettings settings)
    {
        var rules = settings.Find("mappings") is { IsArray: true } array
            ? array.Items().Select(item => item.Text()).ToList()
            : throw Failures.IllegalArgument("mapping requires either `mappings` or `mappings_path` to be configured");
        var builder = new NormalizeCharMap.Builder();
        foreach (var rule in rules)
        {
            var arrow = rule.LastIndexOf("=>", StringComparison.Ordinal);
            if (arrow < 0)
            {
                throw Failures.IllegalArgument($"Invalid mapping rule : [{rule}]");
            }

            try
            {
                builder.Add(Unescape(rule[..arrow].Trim()), Unescape(rule[(arrow + 2)..].Trim()));
            }
            catch (ArgumentException e)
            {
                throw Failures.IllegalArgument($"Invalid mapping rule : [{rule}]: {e.Message}");
            }
        }

        return builder.Build();
    }

    static string Unescape(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(text, @"\\u([0-9a-fA-F]{4})|\\(.)", m => m.Groups[1].Success
            ? ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString()
            : m.Groups[2].Value switch { "n" => "\n", "t" => "\t", "r" => "\r", "b" => "\b", "f" => "\f", var c => c })
        : text;
}
