using Shop.Api.Search;

namespace Shop.Api.Tests.Search;

public sealed class HighlightingTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a \uE000hit\uE001 b", "a |[hit]| b")]
    [InlineData("\uE000hit\uE001", "[hit]")]
    [InlineData("\uE000a\uE001\uE000b\uE001", "[a]|[b]")]
    [InlineData("", "")]
    [InlineData("open \uE000end", "open |[end]")]
    [InlineData("stray\uE001 mark", "stray| mark")]
    public void Marks_become_runs(string marked, string runs) =>
        Assert.Equal(runs, string.Join('|', Highlighting.Split(marked).Select(run => run.Hit ? $"[{run.Text}]" : run.Text)));
}
