using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Readiness;
using Aspire.Hosting.Orchestration.Running;

namespace Aspire.Hosting.Tests.Orchestration.Running;

public sealed class SettlementTests
{
    private readonly ExecutableResource _db = new("db", "x", "/");
    private readonly ExecutableResource _api = new("api", "x", "/");
    private readonly ExecutableResource _web = new("web", "x", "/");

    public SettlementTests()
    {
        _api.Annotations.Add(new WaitAnnotation(_db, WaitType.WaitUntilHealthy));
        _web.Annotations.Add(new WaitAnnotation(_api, WaitType.WaitUntilHealthy));
    }

    [Fact]
    public void A_start_that_waits_for_something_on_its_way_is_not_at_rest() =>
        Assert.False(Settlement.IsAtRest([_api], States((_db, "Starting"), (_api, "Waiting")), WaitBehavior.WaitOnResourceUnavailable));

    [Theory]
    [InlineData("FailedToStart")]
    [InlineData("RuntimeUnhealthy")]
    [InlineData("Finished")]
    public void Those_that_wait_for_something_that_is_not_coming_are_at_rest_however_far_away_it_is(string state) =>
        Assert.True(Settlement.IsAtRest([_api, _web], States((_db, state), (_api, "Waiting"), (_web, "Waiting")), WaitBehavior.WaitOnResourceUnavailable));

    [Fact]
    public void Something_that_starts_only_when_asked_to_is_not_waited_for()
    {
        Assert.False(Settlement.IsAtRest([_api], States((_db, "NotStarted"), (_api, "Waiting")), WaitBehavior.WaitOnResourceUnavailable));

        _db.Annotations.Add(new ExplicitStartupAnnotation());

        Assert.True(Settlement.IsAtRest([_api], States((_db, "NotStarted"), (_api, "Waiting")), WaitBehavior.WaitOnResourceUnavailable));
    }

    [Fact]
    public void The_reason_of_a_wait_is_told_with_what_the_dependency_says_of_itself()
    {
        var wait = _api.Annotations.OfType<WaitAnnotation>().Single();
        var snapshot = Snapshot("RuntimeUnhealthy") with { Properties = [new("resource.stateReason", "There is no container engine.")] };

        Assert.Equal("RuntimeUnhealthy: There is no container engine.", WaitNarrator.Reason(wait, snapshot));
        Assert.Equal("Starting", WaitNarrator.Reason(wait, Snapshot("Starting")));
        Assert.Equal("running but not healthy: ping refused", WaitNarrator.Reason(wait, Snapshot("Running") with
        {
            HealthReports = [new("ping", Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy, "refused", null)],
        }));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 1, "ended with exit code 1 instead of 0")]
    [InlineData(3, 3, null)]
    public void Completion_means_the_exit_code(int wanted, int actual, string? reason) =>
        Assert.Equal(reason, WaitNarrator.Reason(new WaitAnnotation(_db, WaitType.WaitForCompletion, wanted), Snapshot("Finished") with { ExitCode = actual }));

    private static ILookup<IResource, ResourceEvent> States(params (IResource Resource, string State)[] states) =>
        states.Select(s => new ResourceEvent(s.Resource, s.Resource.Name, Snapshot(s.State))).ToLookup(e => e.Resource);

    private static CustomResourceSnapshot Snapshot(string state) => new() { ResourceType = "Executable", Properties = [], State = state };
}
