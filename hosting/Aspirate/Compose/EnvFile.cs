using System.Text;
using Aspirate.Problems;
using Aspirate.Secrets;

namespace Aspirate.Compose;

/// <summary>
/// The <c>.env</c> file beside the Compose file. One that is there is merged: its lines stay as they are, in their order,
/// and only names that it lacks are added at the end.
/// </summary>
internal static class EnvFile
{
    public static string Merge(string existing, IEnumerable<KeyValuePair<string, string>> values)
    {
        var present = Names(existing);
        var text = new StringBuilder(existing);
        foreach (var (name, value) in values.Where(v => !present.Contains(v.Key)))
        {
            if (text.Length > 0 && text[^1] != '\n')
            {
                text.Append('\n');
            }

            text.Append(name).Append('=').Append(Quote(value)!).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The values of a file, as far as it was written here: of a name that stands twice the last counts.</summary>
    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        var path = Path.Combine(folder, ".env");
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            var entry = line.TrimStart();
            entry = entry.StartsWith("export ", StringComparison.Ordinal) ? entry[7..].TrimStart() : entry;
            var at = entry.IndexOf('=');
            if (at > 0 && entry[0] != '#')
            {
                values[entry[..at].Trim()] = Unquote(entry[(at + 1)..].Trim());
            }
        }

        return values;
    }

    /// <summary>Reports values that the readers of .env files do not agree on.</summary>
    public static void Check(IEnumerable<KeyValuePair<string, string>> values, ProblemList problems)
    {
        foreach (var (name, _) in values.Where(v => Quote(v.Value) is null))
        {
            problems.Add(".env", name, "cannot be written: docker compose and docker-compose read a value differently that holds an apostrophe or a backslash together with a dollar, or a line break. Choose another value.");
        }
    }

    public static void Write(string folder, IEnumerable<KeyValuePair<string, string>> values)
    {
        var path = Path.Combine(folder, ".env");
        var existing = File.Exists(path) ? File.ReadAllText(path) : "";
        var merged = Merge(existing, values);
        if (merged != existing)
        {
            Directory.CreateDirectory(folder);
            PrivateFile.Write(path, Encoding.UTF8.GetBytes(merged));
        }
    }

    private static HashSet<string> Names(string text)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var entry = line.TrimStart();
            entry = entry.StartsWith("export ", StringComparison.Ordinal) ? entry[7..].TrimStart() : entry;
            var at = entry.IndexOf('=');
            if (at > 0 && entry[0] != '#')
            {
                names.Add(entry[..at].Trim());
            }
        }

        return names;
    }

    // Apostrophes take everything literally, except that one reader undoes backslashes; quotes undo backslashes in both,
    // but one of them fills in dollars.
    private static string? Quote(string value)
    {
        if (value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '@' or '+' or '=' or ','))
        {
            return value;
        }

        if (value.Contains('\n') || value.Contains('\r') || value.Contains('\0'))
        {
            return null;
        }

        if (!value.Contains('\'') && !value.Contains('\\'))
        {
            return $"'{value}'";
        }

        return value.Contains('$') ? null : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static string Unquote(string text) => text switch
    {
        ['\'', .. var inner, '\''] => inner,
        ['"', .. var inner, '"'] => inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal),
        _ => text,
    };
}
