using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.EndToEnd.Tests;

public sealed class PortTests : EndToEndTest
{
    [Fact]
    public async Task Ports_are_the_same_at_the_next_run()
    {
        List<(Uri Api, Uri Web)> runs = [];
        for (var run = 0; run < 2; run++)
        {
            var host = Start("shop");
            runs.Add((await host.UrlAsync("api"), await host.UrlAsync("web")));
            host.Signal(SIGTERM);
            await host.ExitCodeAsync();
        }

        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public async Task A_restart_keeps_the_port_and_holds_requests_meanwhile()
    {
        var host = Start("shop");
        var url = await host.UrlAsync("api");
        var before = await GetAsync(url, "/pid");
        host.Signal(SIGUSR1);
        string? after = null;
        await host.UntilAsync(() => (after = TryGetPid(url)) != before && after is not null, "another process behind the same port");
        Assert.NotEqual(before, after);

        string? TryGetPid(Uri address)
        {
            try
            {
                return GetAsync(address, "/pid").GetAwaiter().GetResult();
            }
            catch (HttpRequestException)
            {
                return null; // a request on a connection that the old process closed
            }
        }
    }

    [Fact]
    public async Task Replicas_share_one_port_and_all_of_them_answer()
    {
        var host = Start("replicas");
        await host.StartedAsync();
        await host.UntilAsync(() => host.Lines.Count(line => line.Contains("] listening ", StringComparison.Ordinal)) == 3, "three replicas");
        var line = await host.LineAsync(line => line.StartsWith("[api-", StringComparison.Ordinal) && line.Contains("http://", StringComparison.Ordinal), "a URL");
        var url = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Split(' ')[0]);
        var pids = new HashSet<string>();
        await host.UntilAsync(() => pids.Add(GetAsync(url, "/pid").GetAwaiter().GetResult()) && pids.Count == 3, "an answer of each");
    }

    [Fact]
    public async Task A_busy_port_is_named_with_its_owner_and_the_way_out()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var host = Start("fixed-port", ["--port", $"{port}"]);
        await host.LineAsync(
            line => line.Contains($"{port}", StringComparison.Ordinal) && line.Contains($"{Environment.ProcessId}", StringComparison.Ordinal),
            $"port {port} is held by process {Environment.ProcessId}");
    }

    [Fact]
    public async Task A_second_plain_start_is_refused_at_once_and_names_the_first()
    {
        var first = Start("shop");
        await first.StartedAsync();
        var second = Start("shop");
        Assert.NotEqual(0, await second.ExitCodeAsync());
        Assert.Contains($"{first.Id}", second.Text);
        Assert.Contains("--isolated", second.Text);
        Assert.DoesNotContain("Unhandled exception", second.Text);
        await first.HealthyAsync("api", "web");
    }

    [Fact]
    public async Task Two_instances_run_side_by_side_when_the_second_is_isolated()
    {
        var first = Start("shop");
        await first.HealthyAsync("api", "web");
        var second = Start("shop", ["--isolated"]);
        await second.HealthyAsync("api", "web");
        Uri[] urls = [await first.UrlAsync("api"), await first.UrlAsync("web"), await second.UrlAsync("api"), await second.UrlAsync("web")];
        Assert.Equal(4, urls.Select(url => url.Port).Distinct().Count());
        foreach (var url in urls)
        {
            Assert.Equal("hello", await GetAsync(url));
        }
    }

    [Fact]
    public async Task A_dead_proxy_in_the_environment_disturbs_nothing()
    {
        (string, string?)[] dead = [.. ((string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]).Select(name => (name, (string?)"http://127.0.0.1:9")), ("NO_PROXY", null), ("no_proxy", null)];
        var host = Start("shop", null, dead);
        await host.StartedAsync();
        await host.HealthyAsync("api", "web");
        Assert.Equal("hello", await GetAsync(await host.UrlAsync("web")));
    }
}
