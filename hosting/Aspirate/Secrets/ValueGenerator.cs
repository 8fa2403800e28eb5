using System.Security.Cryptography;
using Aspirate.Manifest;

namespace Aspirate.Secrets;

/// <summary>Makes up values by the rules of a manifest.</summary>
public static class ValueGenerator
{
    // The sets that Aspire draws from: letters and digits that look alike in no font, and signs that need no escaping in URLs.
    private const string LowerCase = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Signs = "-_.{}~()*+!";

    public static string Make(GeneratedDefault rules)
    {
        List<char> made = [];
        void Draw(string from, int count)
        {
            for (var i = 0; i < count; i++)
            {
                made.Add(from[RandomNumberGenerator.GetInt32(from.Length)]);
            }
        }

        Draw(LowerCase, rules.MinLower);
        Draw(UpperCase, rules.MinUpper);
        Draw(Digits, rules.MinNumeric);
        Draw(Signs, rules.MinSpecial);
        var all = (rules.Lower ? LowerCase : "") + (rules.Upper ? UpperCase : "") + (rules.Numeric ? Digits : "") + (rules.Special ? Signs : "");
        Draw(all, Math.Max(0, rules.MinLength - made.Count));
        var value = made.ToArray();
        RandomNumberGenerator.Shuffle<char>(value);
        return new(value);
    }
}
