using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Http.Resilience;
using ServiceDefaults.Http;
using ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every .NET service of the shop gets: telemetry, health, service discovery, resilience, a bounded shutdown.</summary>
public static class ServiceDefaultsExtensions
{
    private const string LiveTag = "live";

    /// <summary>Adds the defaults. Call it first, so that what the service registers afterwards wins.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.AddProblems();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(Resilience);
            http.AddServiceDiscovery();
        });

        // Requests in flight get this long after SIGTERM; Kubernetes would wait 30 s, an AppHost rather less.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(8));
        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready to work: every check) and <c>/alive</c> (the process serves), in every environment.</summary>
    /// <remarks>Kubernetes probes both, so they are not limited to development; they answer with one word and nothing else.</remarks>
    public static TApp MapDefaultEndpoints<TApp>(this TApp app) where TApp : IEndpointRouteBuilder
    {
        app.MapHealthChecks("/health").DisableHttpMetrics();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) }).DisableHttpMetrics();
        return app;
    }

    // A repeated POST could act twice: the sender alone knows whether that is harmless.
    private static void Resilience(HttpStandardResilienceOptions options) => options.Retry.DisableForUnsafeHttpMethods();
}
