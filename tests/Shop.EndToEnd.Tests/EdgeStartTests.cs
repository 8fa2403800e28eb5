using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

/// <summary>edge/start.sh alone: what it says of a machine or an environment that will not do, and of services that do not answer.</summary>
[Collection(Lanes.Looking)]
public sealed class EdgeStartTests
{
    [Fact]
    public async Task Without_nginx_it_says_how_to_get_it()
    {
        var (code, errors) = await EndedAsync(("NGINX", "/nowhere/nginx"), ("APP_URL", "http://127.0.0.1:1"), ("API_URL", "http://127.0.0.1:1"));

        Assert.Equal(1, code);
        Assert.StartsWith("edge: nginx is not installed", errors, StringComparison.Ordinal);
        Assert.Contains("apt-get install nginx-light", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("APP_URL", "", "APP_URL is not set")]
    [InlineData("APP_URL", "http://127.0.0.1:1; } daemon on; {", "is not of the form http://host:port")]
    [InlineData("API_URL", "file:///etc/passwd", "is not an http:// address")]
    [InlineData("PORT", "80;", "PORT is not a number")]
    [InlineData("HOST", "localhost", "HOST is not an IP address")]
    public async Task What_could_not_be_written_into_the_configuration_is_refused(string name, string value, string complaint)
    {
        Assert.SkipUnless(Nginx.IsInstalled, "nginx is not installed.");

        var (code, errors) = await EndedAsync(("APP_URL", "http://127.0.0.1:1"), ("API_URL", "http://127.0.0.1:1"), (name, value));

        Assert.Equal(1, code);
        Assert.Contains(complaint, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_nobody_answers_behind_it_people_get_a_page_and_programs_a_problem()
    {
        Assert.SkipUnless(Nginx.IsInstalled, "nginx is not installed.");
        var port = FreePort();
        using var edge = Start(("PORT", $"{port}"), ("APP_URL", "http://127.0.0.1:1"), ("API_URL", "http://127.0.0.1:1"));
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = Deadline.Patience };
            await Deadline.UntilAsync(() => HealthAsync(client), "the edge answering");

            using var page = await client.GetAsync("/cart");
            using var posted = await client.PostAsync("/cart/lines", new StringContent("x=1"));
            using var problem = await client.GetAsync("/api/products");

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
            Assert.Equal(TimeSpan.FromSeconds(5), page.Headers.RetryAfter!.Delta);
            Assert.Contains("商店暂时没有响应", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, posted.StatusCode);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (problem.StatusCode, problem.Content.Headers.ContentType!.MediaType));
        }
        finally
        {
            using var kill = Process.Start("kill", ["-TERM", edge.Id.ToString(CultureInfo.InvariantCulture)]);
            await edge.WaitForExitAsync().WaitAsync(Deadline.Patience);
        }
    }

    private static async Task<string?> HealthAsync(HttpClient client)
    {
        try
        {
            return await client.GetStringAsync("/edge/health");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<(int Code, string Errors)> EndedAsync(params (string Name, string Value)[] environment)
    {
        using var process = Start(environment);
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Deadline.Patience);
        await process.WaitForExitAsync().WaitAsync(Deadline.Patience);
        return (process.ExitCode, errors);
    }

    private static Process Start(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(Repository.Root, "edge", "start.sh")]) { RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
