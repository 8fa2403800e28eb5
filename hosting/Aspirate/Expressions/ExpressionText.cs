namespace Aspirate.Expressions;

/// <summary>
/// Splits a text into literal pieces and <c>{resource.path}</c> references. Braces around anything else are literal, as
/// the publisher writes literal braces without escaping them; <c>{{x.value}}</c> is a reference between literal braces.
/// </summary>
internal static class ExpressionText
{
    public static IEnumerable<(string Text, bool IsReference)> Split(string text)
    {
        var literal = 0;
        var at = 0;
        while ((at = text.IndexOf('{', at)) >= 0)
        {
            var end = text.AsSpan(at + 1).IndexOfAny('{', '}');
            if (end > 0 && text[at + 1 + end] == '}' && LooksLikeReference(text.AsSpan(at + 1, end)))
            {
                if (at > literal)
                {
                    yield return (text[literal..at], false);
                }

                yield return (text.Substring(at + 1, end), true);
                at += end + 2;
                literal = at;
            }
            else
            {
                at++;
            }
        }

        if (literal < text.Length)
        {
            yield return (text[literal..], false);
        }
    }

    private static bool LooksLikeReference(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        if (dot <= 0 || dot == text.Length - 1)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '"' or '\'' or ':' or ',')
            {
                return false;
            }
        }

        return true;
    }
}
