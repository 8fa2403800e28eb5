using System.Diagnostics;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Processes;

/// <summary>A host of its own is started, filled with children and killed; nobody is left to clean up but the kernel and the guardian.</summary>
public sealed class HostDeathTests : IAsyncDisposable
{
    private readonly ProcessLauncher _launcher = new();
    private readonly Lines _lines = new();

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    private async Task<IRunningProcess> HostAsync(params string[] scripts)
    {
        // Started apart from us (setsid), so that what remains of it is not found by our own launcher's clean-up either.
        var host = _launcher.Start(Programs.Spec(Programs.Dummy, ["host", .. scripts], _lines));
        await _lines.WordAsync("started");
        return host;
    }

    private static async Task KillAsync(int process)
    {
        using var kill = Process.Start("/bin/kill", ["-KILL", process.ToString()]);
        await kill.WaitForExitAsync();
    }

    [Fact]
    public async Task Nothing_survives_a_killed_host_neither_children_nor_their_children_nor_those_who_ignore_SIGTERM()
    {
        await using var host = await HostAsync(
            "echo \"stubborn $$\"; trap '' TERM; while :; do sleep 1; done",
            "sleep 1000 & echo \"grandchild $!\"; wait",
            "sh -c 'trap \"\" TERM; echo \"stubborngrandchild $$\"; while :; do sleep 1; done' & wait",
            "setsid sleep 1001 & echo \"escaped $!\"; wait");
        List<int> processes = [await _lines.NumberAsync("guardian")];
        foreach (var word in (string[])["stubborn", "grandchild", "stubborngrandchild", "escaped"])
        {
            processes.Add(await _lines.NumberAsync(word));
        }

        Assert.All(processes, id => Assert.True(Programs.IsAlive(id)));
        await KillAsync(host.Id);
        await Programs.UntilAsync(() => !processes.Any(Programs.IsAlive), "the end of every process of the killed host");
    }

    [Fact]
    public async Task Direct_children_die_even_when_the_guardian_was_killed_first_and_a_new_guardian_takes_over()
    {
        await using var host = await HostAsync("echo \"child $$\"; while :; do sleep 1; done", "sleep 1000 & echo \"grandchild $!\"; wait");
        var guardian = await _lines.NumberAsync("guardian");
        int[] processes = [await _lines.NumberAsync("child"), await _lines.NumberAsync("grandchild")];
        await KillAsync(guardian);
        await Programs.UntilAsync(() => Guardians(host.Id) is [var next] && next != guardian, "a new guardian");
        await KillAsync(host.Id);
        await Programs.UntilAsync(() => !processes.Any(Programs.IsAlive), "the end of the children");
    }

    [Fact]
    public async Task The_guardian_lets_go_of_everything_that_is_the_hosts()
    {
        await using var host = await HostAsync("echo ready; sleep 1000");
        var guardian = await _lines.NumberAsync("guardian");
        Assert.Equal("/", File.ResolveLinkTarget($"/proc/{guardian}/cwd", false)!.FullName);
        Assert.Equal(["0", "1", "2"], Directory.EnumerateFileSystemEntries($"/proc/{guardian}/fd").Select(Path.GetFileName).Order());
        Assert.DoesNotContain("Dummy", File.ReadAllText($"/proc/{guardian}/cmdline"));
        var stat = File.ReadAllText($"/proc/{guardian}/stat").Split(' ');
        Assert.Equal(guardian.ToString(), stat[5]); // a session of its own: no terminal reaches it
    }

    private static int[] Guardians(int host) =>
        [.. Aspire.Hosting.Processes.Unix.ProcessTable.Read()
            .Where(entry => entry.Parent == host && !entry.IsDead && SafeRead($"/proc/{entry.Id}/cmdline").Contains("process-guardian", StringComparison.Ordinal))
            .Select(entry => entry.Id)];

    private static string SafeRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
