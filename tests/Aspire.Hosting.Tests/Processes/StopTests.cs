using System.Diagnostics;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Processes;

public sealed class StopTests : IAsyncDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(5);

    private readonly ProcessLauncher _launcher = new();
    private readonly Lines _lines = new();

    public ValueTask DisposeAsync() => _launcher.DisposeAsync();

    [Fact]
    public async Task A_process_that_obeys_ends_in_its_own_way()
    {
        await using var process = _launcher.Start(Programs.Spec(Programs.Dummy, ["wait"], _lines));
        await _lines.WordAsync("ready");
        var exit = await process.StopAsync(s_long, CancellationToken.None).WaitAsync(Programs.Deadline);
        Assert.Equal(0, exit.ExitCode);
        Assert.Contains("stopping", _lines.Output);
    }

    [Fact]
    public async Task A_process_that_does_not_obey_is_killed_after_the_grace()
    {
        await using var process = _launcher.Start(Programs.Spec(Programs.Dummy, ["ignore-term"], _lines));
        await _lines.WordAsync("ready");
        var exit = await process.StopAsync(TimeSpan.FromMilliseconds(500), CancellationToken.None).WaitAsync(Programs.Deadline);
        Assert.Equal(137, exit.ExitCode);
        Assert.Contains("ignored", _lines.Output);
    }

    [Fact]
    public async Task A_cancelled_token_kills_at_once_even_while_a_stop_waits()
    {
        await using var process = _launcher.Start(Programs.Shell("trap '' TERM; echo ready; while :; do sleep 1; done", _lines));
        await _lines.WordAsync("ready");
        using var hurry = new CancellationTokenSource();
        var patient = process.StopAsync(s_long, CancellationToken.None);
        var hurried = process.StopAsync(s_long, hurry.Token);
        Assert.False(patient.IsCompleted);
        await hurry.CancelAsync();
        Assert.Equal(137, (await hurried.WaitAsync(Programs.Deadline)).ExitCode);
        Assert.Equal(137, (await patient.WaitAsync(Programs.Deadline)).ExitCode);
    }

    [Fact]
    public async Task A_stop_reaches_descendants_in_the_group_in_another_group_and_in_another_session()
    {
        await using var process = _launcher.Start(Programs.Shell(
            """
            sleep 1000 & echo "same $!"
            setsid sleep 1001 & echo "session $!"
            setsid sh -c 'sleep 1002 & echo "deep $!"; wait' > /dev/stdout 2>&1 &
            echo started
            wait
            """, _lines));
        int[] descendants = [await _lines.NumberAsync("same"), await _lines.NumberAsync("session"), await _lines.NumberAsync("deep")];
        Assert.All(descendants, id => Assert.True(Programs.IsAlive(id)));
        await process.StopAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None).WaitAsync(Programs.Deadline);
        Assert.All(descendants, id => Assert.False(Programs.IsAlive(id)));
    }

    [Fact]
    public async Task A_group_that_is_still_ending_gets_the_whole_grace_although_its_leader_has_ended()
    {
        await using var process = _launcher.Start(Programs.Shell(
            """
            sh -c 'trap "sleep 1; echo tidied; exit" TERM; echo ready; while :; do sleep 0.05; done' &
            trap exit TERM
            wait
            """, _lines));
        await _lines.WordAsync("ready");
        await process.StopAsync(s_long, CancellationToken.None).WaitAsync(Programs.Deadline);
        Assert.Contains("tidied", _lines.Output);
    }

    [Fact]
    public async Task A_suspended_process_can_be_stopped()
    {
        await using var process = _launcher.Start(Programs.Shell("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.05; done", _lines));
        await _lines.WordAsync("ready");
        using (var stop = Process.Start("/bin/kill", ["-STOP", process.Id.ToString()]))
        {
            await stop.WaitForExitAsync();
        }

        Assert.Equal(3, (await process.StopAsync(s_long, CancellationToken.None).WaitAsync(Programs.Deadline)).ExitCode);
    }

    [Fact]
    public async Task Stopping_twice_or_after_the_end_gives_the_same_exit()
    {
        await using var process = _launcher.Start(Programs.Shell("exit 5"));
        await process.Completion.WaitAsync(Programs.Deadline);
        Assert.Equal(5, (await process.StopAsync(s_long, CancellationToken.None).WaitAsync(Programs.Deadline)).ExitCode);
        Assert.Equal(5, (await process.StopAsync(TimeSpan.Zero, CancellationToken.None).WaitAsync(Programs.Deadline)).ExitCode);
    }

    [Fact]
    public async Task Leftovers_of_an_ended_process_are_killed_by_a_stop()
    {
        await using var process = _launcher.Start(Programs.Shell("sleep 1000 & echo \"left $!\"", _lines));
        var left = await _lines.NumberAsync("left");
        await process.Completion.WaitAsync(Programs.Deadline);
        Assert.True(Programs.IsAlive(left));
        await process.StopAsync(TimeSpan.Zero, CancellationToken.None).WaitAsync(Programs.Deadline);
        Assert.False(Programs.IsAlive(left));
    }

    [Fact]
    public async Task Disposing_the_launcher_kills_everything_and_ends_the_guardian()
    {
        var launcher = new ProcessLauncher();
        var process = launcher.Start(Programs.Shell("trap '' TERM; sleep 1000 & echo \"child $!\"; wait; sleep 1000", _lines));
        var child = await _lines.NumberAsync("child");
        var guardian = launcher.GuardianId;
        Assert.True(Programs.IsAlive(guardian));
        await launcher.DisposeAsync().AsTask().WaitAsync(Programs.Deadline);
        Assert.False(Programs.IsAlive(process.Id));
        Assert.False(Programs.IsAlive(child));
        await Programs.UntilAsync(() => !Programs.IsAlive(guardian), "the end of the guardian");
        Assert.Equal(137, (await process.Completion.WaitAsync(Programs.Deadline)).ExitCode);
    }

    [Fact]
    public async Task A_launcher_may_be_disposed_by_several_at_once()
    {
        var launcher = new ProcessLauncher();
        launcher.Start(Programs.Shell("trap '' TERM; echo ready; while :; do sleep 1; done", _lines));
        await _lines.WordAsync("ready");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => launcher.DisposeAsync().AsTask()))).WaitAsync(Programs.Deadline);
        await launcher.DisposeAsync().AsTask().WaitAsync(Programs.Deadline);
        Assert.Contains("the host is ending", Assert.Throws<ProcessStartException>(() => launcher.Start(Programs.Shell("exit"))).Message);
    }
}
