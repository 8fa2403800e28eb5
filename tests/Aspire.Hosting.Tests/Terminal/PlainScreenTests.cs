using Aspire.Hosting.Terminal;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Hosting.Tests.Terminal;

public sealed class PlainScreenTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };
    private readonly FakeTimeProvider _time = new();
    private readonly PlainScreen _screen;

    public PlainScreenTests() => _screen = new PlainScreen(_output, _error, _time);

    private string[] Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Show(string state, string? health = null, string? detail = null, params string[] urls)
    {
        var row = new ResourceRow("api-x", "api", state, RowTone.Neutral) { Health = health, Detail = detail, Urls = urls };
        _screen.Show(row, [row]);
    }

    [Fact]
    public void A_start_is_told_without_its_initial_state_and_without_the_checks_that_fail_meanwhile()
    {
        Show("NotStarted");
        Show("Starting");
        Show("Running", urls: "http://localhost:5000");
        Show("Running", "Unhealthy", "api_check: connection refused", "http://localhost:5000");
        Show("Running", "Healthy", null, "http://localhost:5000");
        Assert.Equal(["[api] Starting", "[api] Running http://localhost:5000", "[api] Running, Healthy http://localhost:5000"], Lines);
    }

    [Fact]
    public void A_resource_that_falls_ill_after_it_was_well_is_told_at_once()
    {
        Show("Running", "Healthy");
        Show("Running", "Unhealthy", "api_check: status 503");
        Show("Running", "Unhealthy", "api_check: status 503");
        Assert.Equal(["[api] Running, Healthy", "[api] Running, Unhealthy (api_check: status 503)"], Lines);
    }

    [Fact]
    public void A_resource_that_does_not_become_well_for_long_is_told()
    {
        Show("Running");
        Show("Running", "Unhealthy", "api_check: status 503");
        Assert.Equal(TimeSpan.FromSeconds(10), _screen.Flush());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Timeout.InfiniteTimeSpan, _screen.Flush());
        Assert.Equal(["[api] Running", "[api] Running, Unhealthy (api_check: status 503)"], Lines);
    }

    [Fact]
    public void A_stop_requested_later_is_told_as_not_started_again()
    {
        Show("Running");
        Show("Exited", detail: "exit code 3");
        Show("NotStarted");
        Assert.Equal(["[api] Running", "[api] Exited (exit code 3)", "[api] NotStarted"], Lines);
    }

    [Fact]
    public void Logs_carry_the_name_and_errors_of_the_host_go_to_standard_error()
    {
        _screen.Log("api", "\e[32mhello\e[0m", isError: false);
        _screen.Log("api", "trouble", isError: true);
        _screen.Say("Distributed application started. Press Ctrl+C to shut down.", isError: false);
        _screen.Say("bad", isError: true);
        Assert.Equal(["[api] hello", "[api] trouble", "Distributed application started. Press Ctrl+C to shut down."], Lines);
        Assert.Equal("bad\n", _error.ToString());
    }
}
