namespace Elasticsearch.Emulator.Http;

/// <summary>Elasticsearch's simple patterns: * stands for any run of characters, everything else for itself.</summary>
internal static class Wildcard
{
    public static bool IsPattern(string text) => text.Contains('*', StringComparison.Ordinal);

    public static bool Matches(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }
}
