using System.Security.Cryptography;
using System.Text;

namespace Aspirate.Naming;

/// <summary>
/// Gives every resource a name that is a DNS label (RFC 1035) and unique. A name that had to be changed so much that it
/// could meet another one gets a hash of the original; which one it gets does not depend on the order of the resources.
/// </summary>
public sealed class NameTable
{
    public const int Longest = 63;
    private const int HashLength = 6;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <param name="isTaken">Names that somebody else has; a name that would be one of them gets a hash, too.</param>
    public NameTable(IEnumerable<string> originals, Func<string, bool>? isTaken = null)
    {
        var all = originals.ToList();
        var wanted = all.ToLookup(Sanitise, StringComparer.Ordinal);
        foreach (var original in all)
        {
            var plain = Sanitise(original);
            var exact = plain == original || (plain.Length > 0 && wanted[plain].Count() == 1 && string.Equals(plain, original.Replace('_', '-').Replace('.', '-'), StringComparison.OrdinalIgnoreCase));
            _names[original] = exact && plain.Length <= Longest && isTaken?.Invoke(plain) != true ? plain : Hashed(plain, original);
        }
    }

    public string this[string original] => _names[original];

    /// <summary>A name made of another one and a suffix, shortened with a hash when it would be too long.</summary>
    public static string Derive(string name, string suffix, int longest = Longest)
    {
        var whole = name + suffix;
        return whole.Length <= longest ? whole : $"{name[..(longest - suffix.Length - HashLength - 1)].TrimEnd('-')}-{Hash(name, HashLength)}{suffix}";
    }

    /// <summary>The first hexadecimal digits of the SHA-256 of a text.</summary>
    public static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];

    private static string Hashed(string plain, string original)
    {
        var head = plain.Length == 0 ? "r" : plain[..Math.Min(plain.Length, Longest - HashLength - 1)].TrimEnd('-');
        return $"{head}-{Hash(original, HashLength)}";
    }

    private static string Sanitise(string original)
    {
        var text = new StringBuilder(original.Length);
        foreach (var c in original)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                text.Append(char.ToLowerInvariant(c));
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        var plain = text.ToString().Trim('-');
        return plain.Length > 0 && char.IsAsciiDigit(plain[0]) ? "r" + plain : plain;
    }
}
