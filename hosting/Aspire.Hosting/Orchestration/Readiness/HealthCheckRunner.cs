using Aspire.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Orchestration.Readiness;

/// <summary>Runs registered health checks by key.</summary>
internal sealed class HealthCheckRunner(IServiceScopeFactory scopes, IOptions<HealthCheckServiceOptions> options)
{
    private readonly Lazy<Dictionary<string, HealthCheckRegistration>> _registrations = new(() =>
        options.Value.Registrations.DistinctBy(r => r.Name, StringComparer.Ordinal).ToDictionary(r => r.Name, StringComparer.Ordinal));

    /// <summary>The keys that are registered.</summary>
    public IReadOnlySet<string> Keys => _registrations.Value.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Runs one check.</summary>
    public async Task<ProbeResult> CheckAsync(string key, CancellationToken cancellationToken)
    {
        var registration = _registrations.Value[key];
        await using var scope = scopes.CreateAsyncScope();
        var check = registration.Factory(scope.ServiceProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (registration.Timeout > TimeSpan.Zero)
        {
            limit.CancelAfter(registration.Timeout);
        }
        try
        {
            var result = await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, limit.Token).ConfigureAwait(false);
            return new ProbeResult(result.Status, result.Description ?? result.Exception?.Message, result.Exception);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(registration.FailureStatus, $"The check gave no answer within {registration.Timeout.TotalSeconds:0.###} s.", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new ProbeResult(registration.FailureStatus, e.Message, e);
        }
    }
}
