using System.Security.Cryptography;

namespace Aspire.Hosting.Utils;

/// <summary>Random passwords that satisfy minimum counts per character class.</summary>
internal static class PasswordGenerator
{
    // Without letters and digits that are easily taken for one another, and without special characters that need escaping in URLs,
    // shells or connection strings.
    internal const string LowerCaseChars = "abcdefghjkmnpqrstuvwxyz";
    internal const string UpperCaseChars = "ABCDEFGHJKMNPQRSTUVWXYZ";
    internal const string NumericChars = "0123456789";
    internal const string SpecialChars = "-_.{}~()*+!";

    public static string Generate(int minLength, bool lower, bool upper, bool numeric, bool special, int minLower, int minUpper, int minNumeric, int minSpecial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minLength);

        (string Chars, bool Enabled, int Minimum, string Name)[] classes =
        [
            (LowerCaseChars, lower, minLower, nameof(minLower)),
            (UpperCaseChars, upper, minUpper, nameof(minUpper)),
            (NumericChars, numeric, minNumeric, nameof(minNumeric)),
            (SpecialChars, special, minSpecial, nameof(minSpecial)),
        ];

        var required = 0;
        foreach (var (_, enabled, minimum, name) in classes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(minimum, name);
            if (!enabled && minimum > 0)
            {
                throw new ArgumentException($"The minimum '{name}' is {minimum} but that kind of character is switched off.", name);
            }

            required = checked(required + minimum);
        }

        var all = string.Concat(classes.Where(c => c.Enabled).Select(c => c.Chars));
        if (all.Length == 0)
        {
            throw new ArgumentException("At least one character type must be enabled.");
        }

        var password = new char[Math.Max(minLength, required)];
        var filled = 0;
        foreach (var (chars, _, minimum, _) in classes)
        {
            RandomNumberGenerator.GetItems(chars, password.AsSpan(filled, minimum));
            filled += minimum;
        }

        RandomNumberGenerator.GetItems(all, password.AsSpan(filled));
        RandomNumberGenerator.Shuffle(password.AsSpan());
        return new string(password);
    }
}
