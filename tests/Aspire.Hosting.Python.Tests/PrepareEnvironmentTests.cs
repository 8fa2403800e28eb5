using Tests.Shared;

namespace Aspire.Hosting.Python.Tests;

public sealed class PrepareEnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_requirements_an_environment_is_made_at_once()
    {
        var outcome = await PrepareAsync("none");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("there is nothing to install", outcome.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Environment, "bin", "python")));
    }

    [Fact]
    public async Task The_same_requirements_are_not_prepared_twice()
    {
        await PrepareAsync("none");

        var second = await PrepareAsync("none");

        Assert.Equal("Prepared already.\n", second.Output);
    }

    [Fact]
    public async Task Two_preparations_of_one_environment_take_turns()
    {
        var outcomes = await Task.WhenAll(PrepareAsync("none"), PrepareAsync("none"));

        Assert.All(outcomes, outcome => Assert.Equal(0, outcome.ExitCode));
        Assert.Single(outcomes, outcome => outcome.Output == "Prepared already.\n");
    }

    [Fact]
    public async Task Packages_that_nobody_has_are_named_with_what_pip_said()
    {
        _folder.Write("requirements.txt", "no-such-package-anywhere>=3 # a comment\n");

        var outcome = await PrepareAsync("v1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("No interpreter of this machine has no-such-package-anywhere", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("start again", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Environment));
    }

    [Theory]
    [InlineData("1.2.3", ">=1,<2", true)]
    [InlineData("2.0", ">=1,<2", false)]
    [InlineData("1.4.2", "~=1.4", true)]
    [InlineData("1.5.0", "~=1.4.1", false)]
    [InlineData("0.92.0", "==0.92", true)]
    [InlineData("0.92.1", "==0.92", false)]
    [InlineData("0.92.1", "==0.92.*", true)]
    [InlineData("3.0", "!=3.0", false)]
    public async Task A_version_meets_its_conditions_or_not(string version, string conditions, bool expected)
    {
        _folder.Write("requirements.txt", $"thing{conditions}\n");
        var program = $"import sys; sys.path.insert(0, {Quote(Path.GetDirectoryName(Script)!)}); import prepare_environment as p; "
            + $"print(p.satisfies({Quote(version)}, p.requirements_of({Quote(Path.Combine(_folder.Path, "requirements.txt"))})[0][1]))";

        var outcome = await Programs.RunAsync("python3", ["-B", "-c", program], _folder.Path);

        Assert.Equal((expected ? "True\n" : "False\n", ""), (outcome.Output, outcome.Error));
    }

    private static string Script => Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.Python", "prepare_environment.py");

    private string Environment => Path.Combine(_folder.Path, ".venv");

    // Without an index pip fails at once, as it does after a while without a network.
    private Task<ProgramOutcome> PrepareAsync(string fingerprint) =>
        Programs.RunAsync("python3", ["-B", Script, Environment, Path.Combine(_folder.Path, "requirements.txt"), fingerprint], _folder.Path, ("PIP_NO_INDEX", "1"));

    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
