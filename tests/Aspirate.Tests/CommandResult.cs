namespace Aspirate.Tests;

internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }

    public CommandResult Refused(params string[] reasons)
    {
        Assert.Equal(Aspirate.Cli.ExitCode.InputRefused, ExitCode);
        foreach (var reason in reasons)
        {
            Assert.Contains(reason, Error, StringComparison.Ordinal);
        }

        return this;
    }
}
