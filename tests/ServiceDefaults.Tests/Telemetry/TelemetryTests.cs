using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using ServiceDefaults.Tests.Support;

namespace ServiceDefaults.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Without_a_collector_nothing_is_collected()
    {
        await using var app = Services.Create(settings: ("OTEL_EXPORTER_OTLP_ENDPOINT", ""));

        Assert.Null(app.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task All_three_signals_reach_the_collector_at_the_latest_when_the_service_stops()
    {
        await using var collector = await FakeServer.StartAsync(200);
        await using (var app = Services.Create(settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "thing")]))
        {
            app.MapGet("/hello", () => "hello");
            await app.StartAsync();
            using var client = Services.ClientOf(app);
            await client.GetStringAsync("/hello");
            await app.StopAsync();
        }

        var traces = collector.Requests.Where(request => request.Path == "/v1/traces").Select(request => System.Text.Encoding.UTF8.GetString(request.Body));
        Assert.Contains(traces, text => text.Contains("GET /hello", StringComparison.Ordinal) && text.Contains("thing", StringComparison.Ordinal));
        Assert.Contains(collector.Requests, request => request.Path == "/v1/metrics");
        Assert.Contains(collector.Requests, request => request.Path == "/v1/logs");
    }

    [Fact]
    public async Task Probes_make_no_traces()
    {
        await using var collector = await FakeServer.StartAsync(200);
        await using (var app = Services.Create(settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]))
        {
            await app.StartAsync();
            using var client = Services.ClientOf(app);
            await client.GetStringAsync("/health");
            await client.GetStringAsync("/alive");
            await app.StopAsync();
        }

        Assert.DoesNotContain(collector.Requests, request => request.Path == "/v1/traces" && System.Text.Encoding.UTF8.GetString(request.Body).Contains("GET /alive", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http/protobuf", true)]
    [InlineData("grpc", true)]
    [InlineData("grpc", false)]
    public async Task A_collector_that_does_not_answer_does_not_hold_up_the_end(string protocol, bool acceptsConnections)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}";
        if (!acceptsConnections)
        {
            silent.Stop();
        }

        var app = Services.Create(settings:
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", address), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
        ]);
        app.MapGet("/hello", () => "hello");
        await app.StartAsync();
        using (var client = Services.ClientOf(app))
        {
            await client.GetStringAsync("/hello");
        }

        var watch = Stopwatch.StartNew();
        await app.StopAsync();
        await app.DisposeAsync();

        // Three providers, one after the other, five seconds each: that is what it would be without a bound.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(12), $"It took {watch.Elapsed}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed}");
    }
}
