using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Shop.Cart.Stores;

internal sealed class CartStoreHealthCheck(ICartStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.CheckAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
