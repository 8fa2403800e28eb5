using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Search;

namespace Shop.Api.Catalogue;

/// <summary>Healthy when the catalogue is prepared and the search engine answers for it now.</summary>
internal sealed class CatalogueHealthCheck(SearchClient search, CatalogueState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!state.IsReady)
        {
            return HealthCheckResult.Unhealthy("The catalogue is being prepared.");
        }

        try
        {
            using var reply = await search.ReadAsync(HttpMethod.Head, CatalogueIndex.Alias, default, cancellationToken);
            if (reply.IsSuccess)
            {
                return HealthCheckResult.Healthy();
            }

            if (reply.Status == StatusCodes.Status404NotFound)
            {
                state.IsMissing();
            }

            return HealthCheckResult.Unhealthy($"The search engine answers {reply.Status} for the catalogue.");
        }
        catch (SearchUnavailableException unavailable)
        {
            return HealthCheckResult.Unhealthy("The search engine does not answer.", unavailable);
        }
    }
}
