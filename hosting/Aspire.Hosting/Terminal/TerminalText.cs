using System.Text.RegularExpressions;

namespace Aspire.Hosting.Terminal;

/// <summary>Makes text that programs wrote safe to print: a log line may colour itself, but not move the cursor or change the terminal.</summary>
internal static partial class TerminalText
{
    /// <summary>Without any control characters and sequences; tabs stay.</summary>
    public static string Plain(string text) => Clean(text, keepColours: false);

    /// <summary>With colours only, and reset at the end when there were any.</summary>
    public static string Coloured(string text)
    {
        var clean = Clean(text, keepColours: true);
        return clean.Contains('\e') ? clean + "\e[0m" : clean;
    }

    private static string Clean(string text, bool keepColours)
    {
        // A progress bar rewrites its line with carriage returns; the last state is what a person would have seen.
        var start = text.TrimEnd('\r').LastIndexOf('\r') + 1;
        var visible = start == 0 ? text : text[start..];
        return Controls().Replace(visible, match => keepColours && IsColour(match.ValueSpan) ? match.Value : "");
    }

    private static bool IsColour(ReadOnlySpan<char> sequence) => sequence.Length > 2 && sequence[^1] == 'm' && sequence.IndexOfAnyExcept("\e[0123456789;:m") < 0;

    // CSI sequences, OSC and other string sequences, other escapes, and single control characters but for the tab.
    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]|\e[\]PX^_][^\a\e]*(?:\a|\e\\)?|\e[ -/]*[0-~]|[\x00-\x08\x0A-\x1F\x7F\x80-\x9F]")]
    private static partial Regex Controls();
}
