namespace Aspire.Hosting.EndToEnd.Tests;

/// <summary>Ways to get it wrong. Each is told in plain words, with the user's own names and the way out.</summary>
public sealed class MistakeTests : EndToEndTest
{
    /// <summary>Nothing can be started: the host says why and ends with an error.</summary>
    [Theory]
    [InlineData("missing-parameter", "api-key", "region", "Parameters:api-key", "Parameters__region", "user-secrets")]
    [InlineData("duplicate-name", "'API'", "already exists")]
    [InlineData("bad-name", "my_api", "hyphen")]
    [InlineData("wait-cycle", "first", "second", "third", "->")]
    [InlineData("unknown-profile", "no-such-profile", "'api'")]
    public async Task A_model_that_is_wrong_ends_the_host_with_a_message(string scenario, params string[] expected)
    {
        var host = Start(scenario);
        Assert.NotEqual(0, await host.ExitCodeAsync());
        Assert.All(expected, words => Assert.Contains(words, host.Text));
        Assert.DoesNotContain("   at ", host.Text);
        Assert.DoesNotContain(AppHostProcess.Started, host.Text);
    }

    /// <summary>One resource fails, says why, and the others run.</summary>
    [Theory]
    [InlineData("missing-program", "[tool]", "'no-such-program'", "PATH")]
    [InlineData("exits-with-1", "[migration]", "exit code 1")]
    [InlineData("container", "[cache]", "DOCKER_HOST")]
    public async Task A_resource_that_fails_says_why_and_leaves_the_others_alone(string scenario, params string[] expected)
    {
        var host = Start(scenario, null, ("DOCKER_HOST", "unix:///nonexistent/docker.sock"));
        await host.StartedAsync();
        await host.HealthyAsync("api");
        await host.UntilAsync(() => expected.All(words => host.Text.Contains(words, StringComparison.Ordinal)), string.Join(", ", expected));
    }

    [Fact]
    public async Task A_missing_node_is_named_with_where_it_was_looked_for()
    {
        var runtime = Path.GetDirectoryName(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : Which("dotnet"));
        var host = Start("missing-node", null, ("PATH", "/nonexistent/bin"), ("DOTNET_ROOT", runtime));
        await host.StartedAsync();
        await host.HealthyAsync("api");
        await host.LineAsync(line => line.StartsWith("[web] ", StringComparison.Ordinal) && line.Contains("node", StringComparison.Ordinal) && line.Contains("cannot start", StringComparison.Ordinal), "web names node");
        Assert.Contains("/nonexistent/bin", host.Text);
    }

    [Fact]
    public async Task A_missing_python_module_is_named()
    {
        var host = Start("missing-module", ["--folder", State.CreateSubdirectory("recommendations").FullName]);
        await host.StartedAsync();
        await host.HealthyAsync("api");
        await host.LineAsync(line => line.StartsWith("[recommendations", StringComparison.Ordinal) && line.Contains("no_such_module_anywhere", StringComparison.Ordinal), "the module");
    }

    [Fact]
    public async Task A_dependency_that_fails_fails_its_dependents_at_once_and_is_named()
    {
        var host = Start("failed-dependency");
        await host.LineAsync(line => line.StartsWith("[api] FailedToStart", StringComparison.Ordinal), "api failed");
        Assert.Contains("migration", host.Text);
    }

    [Fact]
    public async Task A_dependency_that_does_not_become_healthy_is_named_by_who_waits()
    {
        var host = Start("unhealthy-dependency");
        await host.LineAsync(line => line.StartsWith("[api] Waiting", StringComparison.Ordinal), "api waits");
        await host.LineAsync(line => line.StartsWith("[api] ", StringComparison.Ordinal) && line.Contains("database", StringComparison.Ordinal), "api says for whom");
        await host.LineAsync(line => line.StartsWith("[database] Running, Unhealthy", StringComparison.Ordinal), "the database is unhealthy");
    }

    private static string Which(string program) =>
        File.ResolveLinkTarget(Aspire.Hosting.Processes.ExecutableSearch.Find(program, "/", null)!, returnFinalTarget: true)?.FullName
        ?? Aspire.Hosting.Processes.ExecutableSearch.Find(program, "/", null)!;
}
