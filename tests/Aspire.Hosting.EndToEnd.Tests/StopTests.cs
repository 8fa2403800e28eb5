using System.Diagnostics;

namespace Aspire.Hosting.EndToEnd.Tests;

public sealed class StopTests : EndToEndTest
{
    private static async Task<List<int>> FamilyAsync(AppHostProcess host)
    {
        await host.StartedAsync();
        List<int> processes =
        [
            await host.NumberAsync("api", "listening"),
            await host.NumberAsync("stubborn", "ready"),
            await host.NumberAsync("parent", "grandchild"),
            await host.NumberAsync("escaping", "escaped"),
        ];
        await host.HealthyAsync("api");
        return processes;
    }

    [Fact]
    public async Task A_killed_host_leaves_no_process_and_no_busy_port()
    {
        var host = Start("family");
        var processes = await FamilyAsync(host);
        var port = (await host.UrlAsync("api")).Port;
        host.Signal(SIGKILL);
        await host.ExitsWithAsync(137);
        await host.GoneAsync(processes);
        await host.FreeAsync(port);
    }

    [Theory]
    [InlineData(SIGINT)]
    [InlineData(SIGTERM)]
    public async Task A_signal_ends_everything_in_good_order_with_exit_code_0(int signal)
    {
        var host = Start("shop");
        await host.StartedAsync();
        await host.HealthyAsync("api", "web");
        int[] processes = [await host.NumberAsync("api", "listening"), await host.NumberAsync("web", "listening"), await host.NumberAsync("worker", "ready")];
        host.Signal(signal);
        await host.ExitsWithAsync(0);
        Assert.Contains("[worker] stopping", host.Lines);
        await host.GoneAsync(processes);
    }

    [Fact]
    public async Task A_second_ctrl_c_kills_what_does_not_obey()
    {
        var host = Start("family");
        var processes = await FamilyAsync(host);
        host.Signal(SIGINT);
        var pressed = Stopwatch.StartNew();
        await host.LineAsync(line => line == "[stubborn] ignored", "the stubborn one refusing");
        // What comes sooner is taken for the echo of the first one, passed on by a wrapper.
        await host.UntilAsync(() => pressed.Elapsed > TimeSpan.FromMilliseconds(300), "a person pressing a second time");
        host.Signal(SIGINT);
        await host.ExitsWithAsync(130);
        await host.GoneAsync(processes);
    }

    [Fact]
    public async Task A_process_that_does_not_obey_is_killed_after_the_grace()
    {
        var host = Start("family");
        var processes = await FamilyAsync(host);
        host.Signal(SIGTERM);
        await host.ExitsWithAsync(0);
        Assert.Contains("[stubborn] ignored", host.Lines);
        await host.GoneAsync(processes);
    }
}
