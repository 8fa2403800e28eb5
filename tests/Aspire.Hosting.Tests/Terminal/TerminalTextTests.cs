using Aspire.Hosting.Terminal;

namespace Aspire.Hosting.Tests.Terminal;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain 商店 é\ttab", "plain 商店 é\ttab")]
    [InlineData("\e[31mred\e[0m", "red")]
    [InlineData("\e[2J\e[10;10Hgone", "gone")]
    [InlineData("\e]0;title\aafter", "after")]
    [InlineData("\e]8;;http://x\e\\link\e]8;;\e\\", "link")]
    [InlineData("\ecreset", "reset")]
    [InlineData("bell\a back\b nul\0", "bell back nul")]
    [InlineData("\u009b31mC1", "31mC1")]
    [InlineData("10%\r50%\r100%", "100%")]
    [InlineData("line\r", "line")]
    public void Plain_text_has_no_controls(string text, string expected) => Assert.Equal(expected, TerminalText.Plain(text));

    [Theory]
    [InlineData("no colour", "no colour")]
    [InlineData("\e[1;31mred", "\e[1;31mred\e[0m")]
    [InlineData("\e[38;2;1;2;3mrgb\e[0m", "\e[38;2;1;2;3mrgb\e[0m\e[0m")]
    [InlineData("\e[2K\e[1A\e[?25lquiet", "quiet")]
    [InlineData("\e[>4;2m", "")]
    public void Coloured_text_keeps_colours_only_and_does_not_leak_them(string text, string expected) => Assert.Equal(expected, TerminalText.Coloured(text));
}
