using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_arguments_it_listens_on_loopback_and_keeps_nothing()
    {
        var options = CommandLine.Parse([], _ => null).Options!;

        Assert.Equal(("http://127.0.0.1:9200", null, null), (options.Urls, options.DataPath, options.Credentials));
    }

    [Fact]
    public void All_complaints_come_at_once()
    {
        var (options, complaints) = CommandLine.Parse(["--urls", "nonsense", "--frobnicate", "--version=9", "--data"], name => name == CommandLine.CredentialsVariable ? "nocolon" : null);

        Assert.Null(options);
        Assert.Equal(5, complaints.Count);
    }

    [Fact]
    public void Credentials_come_from_the_environment_only()
    {
        Assert.NotEmpty(CommandLine.Parse(["--auth", "a:b"], _ => null).Complaints);
        Assert.Equal("a:b", CommandLine.Parse([], name => name == "ELASTICSEARCH_EMULATOR_AUTH" ? "a:b" : null).Options!.Credentials);
    }

    [Fact]
    public async Task A_wrong_argument_ends_it_with_2_and_the_usage()
    {
        using var process = EmulatorProcess.Launch(["--frobnicate"]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        var error = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("Unknown argument --frobnicate.", error, StringComparison.Ordinal);
        Assert.Contains("--data PATH", error, StringComparison.Ordinal);
    }
}
