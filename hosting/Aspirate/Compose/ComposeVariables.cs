using Aspirate.Expressions;
using Aspirate.Naming;

namespace Aspirate.Compose;

/// <summary>The variables that stand for secrets in the Compose file; their values are in <c>.env</c>.</summary>
internal sealed class ComposeVariables
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _secrets;
    private readonly IReadOnlySet<string> _open;

    /// <param name="open">Names among the secrets whose values are given when the file is run.</param>
    public ComposeVariables(IReadOnlyDictionary<string, string> secrets, IReadOnlySet<string> open)
    {
        _secrets = secrets;
        _open = open;
        HashSet<string> taken = new(StringComparer.Ordinal);
        foreach (var secret in secrets.Keys)
        {
            var name = NameFor(secret);
            _names[secret] = taken.Add(name) ? name : DistinctNameFor(secret);
        }
    }

    public IEnumerable<KeyValuePair<string, string>> Values => _secrets.Where(s => !_open.Contains(s.Key)).Select(s => KeyValuePair.Create(_names[s.Key], s.Value));

    /// <summary>The value that a file of variables has for a secret.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> values, string secret) => values.GetValueOrDefault(DistinctNameFor(secret)) ?? values.GetValueOrDefault(NameFor(secret));

    public static string NameFor(string text)
    {
        var name = new string([.. text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')]);
        return char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    private static string DistinctNameFor(string secret) => $"{NameFor(secret)}_{NameTable.Hash(secret, 4).ToUpperInvariant()}";

    /// <summary>A text as Compose is to read it: dollars doubled, secrets as variables.</summary>
    public string Text(ResolvedText text) =>
        string.Concat(text.Segments.Select(s => s.Secret is null ? Escape(s.Text) : $"${{{_names[s.Secret]}:?{(_open.Contains(s.Secret) ? "must be set, in the environment or in .env" : "is missing from .env")}}}"));

    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
