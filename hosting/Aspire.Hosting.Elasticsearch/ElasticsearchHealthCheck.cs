using System.Net.Http.Headers;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Elasticsearch;

/// <summary>Healthy when the cluster's status is yellow or better: all a single node can reach.</summary>
internal sealed class ElasticsearchHealthCheck(ElasticsearchResource resource) : IHealthCheck
{
    // No proxy between this machine and itself.
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) });

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!resource.PrimaryEndpoint.IsAllocated)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "Elasticsearch has no address yet.");
        }

        var password = await resource.PasswordParameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(resource.PrimaryEndpoint.Url), "_cluster/health?wait_for_status=yellow&timeout=1s"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"elastic:{password}")));

        try
        {
            using var response = await s_client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, $"Elasticsearch answered {(int)response.StatusCode} to the question for the cluster's health.");
        }
        catch (HttpRequestException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"Elasticsearch does not answer: {exception.Message}", exception);
        }
    }
}
