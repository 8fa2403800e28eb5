using Aspire.Hosting.Orchestration.Supervision;

namespace Aspire.Hosting.Tests.Orchestration.Supervision;

public sealed class StateTableTests
{
    [Fact]
    public void Whoever_is_started_and_stopped_at_will_comes_to_rest()
    {
        // From every phase a stop, followed by the news that a stop brings, leads to rest.
        foreach (var phase in Enum.GetValues<Phase>())
        {
            var stopped = StateTable.Find(phase, Trigger.Stop)?.Next ?? phase;
            var ends = StateTable.IsAtRest(stopped)
                ? [stopped]
                : new[] { Trigger.Abandoned, Trigger.Ended, Trigger.Failed }.Select(news => StateTable.Find(stopped, news)!.Value.Next).ToArray();

            Assert.All(ends, end => Assert.True(StateTable.IsAtRest(end), $"{phase}, stopped, ends as {end}."));
        }
    }

    [Fact]
    public void A_process_is_never_left_running_by_a_launch_that_nobody_wants_any_more()
    {
        Assert.Equal(Effect.Terminate, StateTable.Find(Phase.Stopping, Trigger.Launched)!.Value.Effect);
        Assert.Equal(Effect.Terminate, StateTable.Find(Phase.Restarting, Trigger.Launched)!.Value.Effect);
    }

    [Fact]
    public void The_table_prints_one_move_a_line()
    {
        var lines = StateTable.Print().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("NotStarted + Start -> Preparing (Prepare)", lines);
        Assert.Contains("Stopping + Start -> Restarting", lines);
        Assert.Equal(lines.Length, lines.Distinct().Count());
    }
}
