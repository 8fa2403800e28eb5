using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration.Ports;

/// <summary>A place in a variable or argument that becomes the port of the replica it is given to. Replicas have a port each, so the text cannot hold one number.</summary>
internal static partial class TargetPortTemplate
{
    /// <summary>The text to put in.</summary>
    public static string For(string resource, string endpoint) => $$$"""{{- portForServing "{{{resource}}}/{{{endpoint}}}" -}}""";

    /// <summary>The text with every place filled; <paramref name="port"/> gets resource and endpoint, and null leaves the place as it is.</summary>
    public static string Fill(string text, Func<string, string, int?> port) =>
        text.Contains("{{-", StringComparison.Ordinal)
            ? Place().Replace(text, match => port(match.Groups[1].Value, match.Groups[2].Value)?.ToString(CultureInfo.InvariantCulture) ?? match.Value)
            : text;

    [GeneratedRegex("""\{\{- portForServing "([^"/]+)/([^"/]+)" -\}\}""", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
