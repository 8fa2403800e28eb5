using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Tests.Support;

namespace ServiceDefaults.Tests;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Both_endpoints_answer_in_every_environment(string environment)
    {
        await using var app = Services.Create(environment: environment);
        await app.StartAsync();
        using var client = Services.ClientOf(app);

        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        Assert.Equal("Healthy", await client.GetStringAsync("/alive"));
    }

    [Fact]
    public async Task A_failing_check_makes_the_service_unhealthy_but_not_dead_and_says_nothing_of_it()
    {
        await using var app = Services.Create(builder => builder.Services.AddHealthChecks()
            .AddCheck("secret store", () => throw new InvalidOperationException("password=hunter2")));
        await app.StartAsync();
        using var client = Services.ClientOf(app);

        var health = await client.GetAsync("/health");
        var alive = await client.GetAsync("/alive");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Unhealthy", await health.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_degraded_service_still_takes_requests()
    {
        await using var app = Services.Create(builder => builder.Services.AddHealthChecks().AddCheck("slow", () => HealthCheckResult.Degraded()));
        await app.StartAsync();
        using var client = Services.ClientOf(app);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health")).StatusCode);
    }
}
