using Aspirate.Images;

namespace Aspirate.Tests.Images;

public sealed class IgnorePatternsTests
{
    [Theory]
    [InlineData("node_modules", "node_modules", true)]
    [InlineData("node_modules", "node_modules/a/b.js", true)]
    [InlineData("node_modules", "sub/node_modules", false)]
    [InlineData("**/node_modules", "sub/deep/node_modules/x", true)]
    [InlineData("**/node_modules", "node_modules/x", true)]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "sub/a.log", false)]
    [InlineData("**/*.log", "sub/a.log", true)]
    [InlineData("/dist/", "dist/a", true)]
    [InlineData("./dist", "dist", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[ab].txt", "b.txt", true)]
    [InlineData("[^ab].txt", "b.txt", false)]
    [InlineData("[!ab].txt", "b.txt", true)]
    [InlineData("src/**", "src/a/b", true)]
    [InlineData("src/../dist", "dist", true)]
    [InlineData("\\*.txt", "a.txt", false)]
    [InlineData("\\*.txt", "*.txt", true)]
    [InlineData("# comment", "# comment", false)]
    [InlineData("", "a", false)]
    public void A_pattern_ignores_what_the_builders_ignore(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, new IgnorePatterns([pattern]).Ignores(path));

    [Fact]
    public void The_last_pattern_that_matches_decides()
    {
        var patterns = new IgnorePatterns(["*", "!src", "src/secret.txt", "!*.md", "README.md"]);

        Assert.True(patterns.Ignores("package.json"));
        Assert.False(patterns.Ignores("src/app.js"));
        Assert.True(patterns.Ignores("src/secret.txt"));
        Assert.False(patterns.Ignores("NOTES.md"));
        Assert.True(patterns.Ignores("README.md"));
        Assert.True(patterns.HasExceptions);
    }
}
