using System.Text;
using System.Text.RegularExpressions;

namespace Aspirate.Images;

/// <summary>
/// The patterns of a <c>.dockerignore</c> file, by the rules of the builders: the last pattern that matches a path or one
/// of the folders above it decides; <c>!</c> takes a path back in.
/// </summary>
internal sealed class IgnorePatterns
{
    private readonly List<(Regex Pattern, bool Include)> _patterns = [];

    public IgnorePatterns(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            var include = text[0] == '!';
            var pattern = Clean(include ? text[1..].Trim() : text);
            if (pattern.Length > 0)
            {
                _patterns.Add((new(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), include));
            }
        }
    }

    /// <summary>Whether anything can come back from below an ignored folder.</summary>
    public bool HasExceptions => _patterns.Any(p => p.Include);

    /// <param name="path">Relative to the context, with slashes.</param>
    public bool Ignores(string path)
    {
        var ignored = false;
        foreach (var (pattern, include) in _patterns)
        {
            if (ignored == include && MatchesPathOrParent(pattern, path))
            {
                ignored = !include;
            }
        }

        return ignored;
    }

    private static bool MatchesPathOrParent(Regex pattern, string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (pattern.IsMatch(path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    // Leading and trailing slashes mean nothing; "." and ".." are resolved.
    private static string Clean(string pattern)
    {
        List<string> parts = [];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                    {
                        i++;
                        regex.Append("(.*/)?");
                    }
                    else
                    {
                        regex.Append(".*");
                    }

                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', i + 1) is var end and > 0:
                    var set = pattern[(i + 1)..end];
                    regex.Append('[').Append(set.StartsWith('^') ? "^" : "").Append(set.TrimStart('^').Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return regex.Append("$").ToString();
    }
}
