using Aspirate.Expressions;
using Aspirate.Naming;

namespace Aspirate.Compose;

/// <summary>The variables that stand for secrets in the Compose file; their values are in <c>.env</c>.</summary>
internal sealed class ComposeVariables
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _secrets;

    public ComposeVariables(IReadOnlyDictionary<string, string> secrets)
    {
        _secrets = secrets;
        foreach (var secret in secrets.Keys)
        {
            var name = NameFor(secret);
            _names[secret] = _names.ContainsValue(name) ? $"{name}_{NameTable.Hash(secret, 4).ToUpperInvariant()}" : name;
        }
    }

    public IEnumerable<KeyValuePair<string, string>> Values => _secrets.Select(s => KeyValuePair.Create(_names[s.Key], s.Value));

    public static string NameFor(string text)
    {
        var name = new string([.. text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')]);
        return char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    /// <summary>A text as Compose is to read it: dollars doubled, secrets as variables.</summary>
    public string Text(ResolvedText text) =>
        string.Concat(text.Segments.Select(s => s.Secret is null ? Escape(s.Text) : $"${{{_names[s.Secret]}:?is missing from .env}}"));

    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
