using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Terminal;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Terminal;

public sealed class RowFactoryTests
{
    private sealed class Thing() : Resource("thing");

    private static ResourceRow Row(CustomResourceSnapshot snapshot) => RowFactory.Create(new ResourceEvent(new Thing(), "thing-1", snapshot), "thing");

    private static CustomResourceSnapshot Snapshot(string state, params HealthReportSnapshot[] reports) =>
        new() { ResourceType = "Executable", Properties = [], State = state, HealthReports = [.. reports] };

    [Fact]
    public void Before_the_first_check_has_answered_there_is_no_health() =>
        Assert.Null(Row(Snapshot("Running", new HealthReportSnapshot("check", null, null, null))).Health);

    [Fact]
    public void Without_checks_there_is_no_health() => Assert.Null(Row(Snapshot("Running")).Health);

    [Fact]
    public void A_failing_check_is_named_with_its_answer()
    {
        var row = Row(Snapshot("Running", new HealthReportSnapshot("fine", HealthStatus.Healthy, null, null), new HealthReportSnapshot("db", HealthStatus.Unhealthy, "refused", null)));
        Assert.Equal(("Unhealthy", "db: refused"), (row.Health, row.Detail));
        Assert.False(row.IsHealthy);
    }

    [Theory]
    [InlineData("Running", null, RowTone.Good)]
    [InlineData("Waiting", null, RowTone.Busy)]
    [InlineData("FailedToStart", null, RowTone.Bad)]
    [InlineData("RuntimeUnhealthy", null, RowTone.Bad)]
    [InlineData("Exited", 0, RowTone.Neutral)]
    [InlineData("Exited", 1, RowTone.Bad)]
    [InlineData("Finished", 0, RowTone.Good)]
    public void States_have_the_tone_of_what_they_mean(string state, int? exitCode, object tone) =>
        Assert.Equal(tone, Row(Snapshot(state) with { ExitCode = exitCode }).Tone);

    [Fact]
    public void An_exit_code_is_shown_once_the_process_has_ended() =>
        Assert.Equal("exit code 3", Row(Snapshot("Exited") with { ExitCode = 3 }).Detail);

    [Fact]
    public void Internal_and_inactive_urls_are_left_out_and_the_rest_is_ordered()
    {
        var snapshot = Snapshot("Running") with
        {
            Urls =
            [
                new UrlSnapshot("b", "http://b", false),
                new UrlSnapshot("hidden", "http://hidden", true),
                new UrlSnapshot("off", "http://off", false) { IsInactive = true },
                new UrlSnapshot("a", "http://a", false) { DisplayProperties = new("", 10) },
            ],
        };
        Assert.Equal(["http://a", "http://b"], Row(snapshot).Urls);
    }
}
