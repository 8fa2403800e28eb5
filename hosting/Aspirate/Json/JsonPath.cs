using System.Text;

namespace Aspirate.Json;

/// <summary>Writes JSON paths: <c>$.resources.api.env['my key']</c>.</summary>
public static class JsonPath
{
    private const int LongestName = 80;

    public static string Member(string parent, string name)
    {
        if (name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return $"{parent}.{name}";
        }

        // A name out of a hostile manifest must neither break the line nor fill the screen.
        var quoted = new StringBuilder(parent).Append("['");
        foreach (var c in name.Length > LongestName ? name[..LongestName] + "..." : name)
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                quoted.Append($"\\u{(int)c:x4}");
            }
            else
            {
                quoted.Append(c is '\'' or '\\' ? $"\\{c}" : c.ToString());
            }
        }

        return quoted.Append("']").ToString();
    }
}
