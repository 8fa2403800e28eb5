using System.Globalization;
using System.Text;

namespace Aspirate.Yaml;

/// <summary>Quotes strings so that every YAML reader, 1.1 and 1.2, gives the same string back.</summary>
public static class YamlText
{
    // Words that some YAML reader takes for something other than a string.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
    };

    public static bool IsPlain(string text)
    {
        if (text.Length is 0 or > 200 || Reserved.Contains(text))
        {
            return false;
        }

        if (!(char.IsAsciiLetter(text[0]) || text[0] is '/' or '_' || text.StartsWith("../", StringComparison.Ordinal) || IsQuantity(text)))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var last = i == text.Length - 1;
            var allowed = char.IsAsciiLetterOrDigit(c) || "_./@+=;()-".Contains(c)
                || (c is ',' && !last)
                || (c is ':' && !last && text[i + 1] is not ' ')
                || (c is ' ' && !last && text[i + 1] is not ' ');
            if (!allowed)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text holds characters that kustomize refuses to write, although they can be escaped.</summary>
    public static bool IsRefusedByKustomize(string text) =>
        text.AsSpan().IndexOfAnyInRange('\u007f', '\u0084') >= 0 || text.AsSpan().IndexOfAnyInRange('\u0086', '\u009f') >= 0 || text.AsSpan().IndexOfAny('\ufffe', '\uffff') >= 0;

    // 250m and 10Gi: no YAML reader takes them for numbers.
    private static bool IsQuantity(string text)
    {
        var unit = text.AsSpan().TrimStart("0123456789");
        return unit.Length < text.Length && unit is "m" or "Ki" or "Mi" or "Gi" or "Ti";
    }

    /// <summary>Whether the text reads best as a literal block: several lines without anything that a block cannot carry.</summary>
    public static bool IsBlock(string text)
    {
        if (!text.Contains('\n') || text[0] is ' ' or '\n' or '\t')
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\t')
            {
                continue;
            }

            if (c < 0x20 || c is >= '\u007f' and <= '\u00a0' || c is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff' || char.IsSurrogate(c))
            {
                return false;
            }
        }

        return true;
    }

    public static void AppendQuoted(StringBuilder to, string text)
    {
        to.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"': to.Append("\\\""); break;
                case '\\': to.Append("\\\\"); break;
                case '\n': to.Append("\\n"); break;
                case '\r': to.Append("\\r"); break;
                case '\t': to.Append("\\t"); break;
                case '\0': to.Append("\\0"); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    {
                        to.Append(c).Append(text[++i]);
                    }
                    else if (c < 0x20 || c is >= '\u007f' and <= '\u00a0' || c is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff' || char.IsSurrogate(c))
                    {
                        to.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        to.Append(c);
                    }

                    break;
            }
        }

        to.Append('"');
    }
}
