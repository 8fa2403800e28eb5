using System.Text.RegularExpressions;

namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>
/// Service addresses once more under names that every shell takes: services__my-api__http__0 also as MY_API_HTTP. Shells such as dash, and
/// with them npm's scripts, drop variables with a hyphen in their name.
/// </summary>
internal static partial class ShellSafeNames
{
    /// <summary>The additional variables.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> For(IEnumerable<KeyValuePair<string, string>> variables) =>
    [
        .. from variable in variables
           let match = Service().Match(variable.Key)
           where match.Success
           select KeyValuePair.Create(Encode($"{match.Groups["service"].Value}_{match.Groups["endpoint"].Value}"), variable.Value),
    ];

    private static string Encode(string name)
    {
        var safe = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')]);
        return char.IsAsciiDigit(safe[0]) ? "_" + safe : safe;
    }

    [GeneratedRegex("^services__(?<service>.+)__(?<endpoint>.+?)__0$", RegexOptions.CultureInvariant)]
    private static partial Regex Service();
}
