using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>Runs one check again and again: at once, then with a doubling pause until it is healthy, then seldom.</summary>
internal sealed class HealthProbe(Func<CancellationToken, Task<ProbeResult>> check, ProbeSchedule schedule, TimeProvider time)
{
    /// <summary>Reports every result until cancelled; ends then without an exception.</summary>
    public async Task RunAsync(Action<ProbeResult> changed, CancellationToken cancellationToken)
    {
        var pause = schedule.FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            var result = await CheckAsync(cancellationToken).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested)
            {
                return; // a check cut short says nothing about the resource
            }

            changed(result);

            var healthy = result.Status == HealthStatus.Healthy;
            try
            {
                await Task.Delay(healthy ? schedule.HealthyPause : pause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = healthy ? schedule.FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, schedule.LongestPause.Ticks));
        }
    }

    private async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(schedule.CheckTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // WaitAsync as well as the token: a check that ignores its token must not hold up the probing.
            return await Task.Run(() => check(either.Token), CancellationToken.None).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(HealthStatus.Unhealthy, $"The check gave no answer within {schedule.CheckTimeout.TotalSeconds:0.###} s.", e);
        }
        catch (Exception e)
        {
            return new ProbeResult(HealthStatus.Unhealthy, e.Message, e);
        }
    }
}
