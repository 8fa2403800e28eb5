using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>Healthy when a GET of <paramref name="address"/> answers <paramref name="expectedStatus"/>.</summary>
internal sealed class HttpStatusHealthCheck(Func<CancellationToken, ValueTask<Uri?>> address, int expectedStatus) : IHealthCheck
{
    private static readonly HttpClient s_client = new(LoopbackHttp.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (await address(cancellationToken).ConfigureAwait(false) is not { } uri)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The address is not known yet.");
        }

        try
        {
            using var response = await s_client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return (int)response.StatusCode == expectedStatus
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, $"GET {uri} answered {(int)response.StatusCode}; expected {expectedStatus}.");
        }
        catch (HttpRequestException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"GET {uri} failed: {exception.Message}", exception);
        }
    }
}
