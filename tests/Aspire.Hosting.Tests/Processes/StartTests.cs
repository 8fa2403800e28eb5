using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Processes;

public sealed class StartTests : IAsyncDisposable
{
    private readonly ProcessLauncher _launcher = new();

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit 255", 255)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("kill -TERM $$", 143)]
    public async Task The_exit_code_is_the_programs_own_or_128_plus_the_signal(string script, int expected)
    {
        await using var process = _launcher.Start(Programs.Shell(script));
        Assert.Equal(expected, (await process.Completion.WaitAsync(Programs.Deadline)).ExitCode);
    }

    [Fact]
    public async Task The_environment_is_exactly_the_given_one()
    {
        var lines = new Lines();
        var spec = Programs.Spec("/usr/bin/env", [], lines) with
        {
            Environment = new Dictionary<string, string> { ["A"] = "1", ["EMPTY"] = "", ["WITH"] = "a=b c", ["中文"] = "商店" },
        };
        await using var process = _launcher.Start(spec);
        await process.Completion.WaitAsync(Programs.Deadline);
        Assert.Equal(["A=1", "EMPTY=", "WITH=a=b c", "中文=商店"], lines.Output.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Arguments_arrive_as_given_whatever_they_hold()
    {
        string[] arguments = ["", "a b", "quo\"te", "sin'gle", "$HOME", "*", "--", "-x", "back\\slash", "line\nbreak", "商店"];
        var lines = new Lines();
        await using var process = _launcher.Start(Programs.Spec("/bin/sh", ["-c", "for a; do printf '<%s>' \"$a\"; done", "sh", .. arguments], lines));
        await process.Completion.WaitAsync(Programs.Deadline);
        Assert.Equal(string.Concat(arguments.Select(a => $"<{a}>")), string.Join('\n', lines.Output));
    }

    [Fact]
    public async Task The_working_directory_is_the_given_one()
    {
        var directory = Directory.CreateTempSubdirectory("wörk dir ");
        try
        {
            var lines = new Lines();
            await using var process = _launcher.Start(Programs.Shell("pwd -P", lines) with { WorkingDirectory = directory.FullName });
            await process.Completion.WaitAsync(Programs.Deadline);
            Assert.Equal([directory.FullName], lines.Output);
        }
        finally
        {
            directory.Delete();
        }
    }

    [Fact]
    public async Task A_relative_program_is_taken_from_the_working_directory()
    {
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(directory.FullName, "tool.sh");
            File.WriteAllText(file, "#!/bin/sh\necho here\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var lines = new Lines();
            await using var process = _launcher.Start(Programs.Spec("./tool.sh", [], lines) with { WorkingDirectory = directory.FullName });
            await process.Completion.WaitAsync(Programs.Deadline);
            Assert.Equal(["here"], lines.Output);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task No_descriptor_of_the_host_reaches_the_child()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var lines = new Lines();
        await using var process = _launcher.Start(Programs.Spec("/bin/ls", ["/proc/self/fd"], lines));
        await process.Completion.WaitAsync(Programs.Deadline);
        // 3 is the directory that ls itself reads.
        Assert.Equal(["0", "1", "2", "3"], lines.Output);
    }

    [Fact]
    public async Task Signals_have_their_default_meaning_in_the_child()
    {
        var lines = new Lines();
        await using var process = _launcher.Start(Programs.Spec("/bin/grep", ["-E", "SigIgn|SigBlk", "/proc/self/status"], lines));
        await process.Completion.WaitAsync(Programs.Deadline);
        Assert.Equal(["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000"], lines.Output.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_child_leads_a_session_of_its_own_so_that_a_terminals_signals_pass_it_by()
    {
        var lines = new Lines();
        await using var process = _launcher.Start(Programs.Shell("read -r stat < /proc/$$/stat; echo \"$stat\"", lines));
        await process.Completion.WaitAsync(Programs.Deadline);
        var fields = lines.Output.Single().Split(' ');
        Assert.Equal(process.Id.ToString(), fields[4]);
        Assert.Equal(process.Id.ToString(), fields[5]);
        Assert.Equal("0", fields[6]); // no terminal
    }

    [Fact]
    public async Task Standard_input_is_empty()
    {
        var lines = new Lines();
        await using var process = _launcher.Start(Programs.Shell("cat; echo end", lines));
        await process.Completion.WaitAsync(Programs.Deadline);
        Assert.Equal(["end"], lines.Output);
    }

    [Fact]
    public async Task Many_processes_at_once_each_get_their_own_exit_code_and_output()
    {
        var runs = Enumerable.Range(0, 60).Select(async i =>
        {
            var lines = new Lines();
            await using var process = await Task.Run(() => _launcher.Start(Programs.Shell($"echo {i}; exit {i}", lines)));
            var exit = await process.Completion.WaitAsync(Programs.Deadline);
            Assert.Equal(i, exit.ExitCode);
            Assert.Equal([i.ToString()], lines.Output);
        });
        await Task.WhenAll(runs);
    }
}
