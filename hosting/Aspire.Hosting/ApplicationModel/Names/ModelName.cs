using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rule for names of resources and endpoints; they become DNS labels, variable names and object names later on.</summary>
internal static class ModelName
{
    internal const int MaxLength = 64;

    internal static void ValidateName(string target, string name)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(name);

        if (!TryValidateName(target, name, out var message))
        {
            throw new ArgumentException(message, nameof(name));
        }
    }

    internal static bool IsValidName(string target, string name) => TryValidateName(target, name, out _);

    internal static bool TryValidateName(string target, string name, [NotNullWhen(false)] out string? validationMessage)
    {
        var fault = FindFault(name);
        validationMessage = fault is null ? null : $"{target} name '{name}' is invalid. {fault}";
        return fault is null;
    }

    private static string? FindFault(string name)
    {
        if (name.Length is < 1 or > MaxLength)
        {
            return $"Name must be between 1 and {MaxLength} characters long.";
        }

        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return "Name must contain only ASCII letters, digits, and hyphens.";
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            return "Name cannot contain consecutive hyphens.";
        }

        if (!char.IsAsciiLetter(name[0]))
        {
            return "Name must start with an ASCII letter.";
        }

        return name[^1] == '-' ? "Name cannot end with a hyphen." : null;
    }
}
