using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Elasticsearch.Emulator;

/// <summary>
/// Spans of the calls, sent over OTLP to where the standard variables say. It begins once the server listens: loading it would double the start,
/// and the first calls only ask whether somebody is there.
/// </summary>
internal sealed class Tracing : IHostedLifecycleService
{
    // A collector that is gone must not hold up the end.
    const int LastExportMilliseconds = 1500;

    Task<TracerProvider?> provider = Task.FromResult<TracerProvider?>(null);

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        provider = Task.Run(TracerProvider? () => Sdk.CreateTracerProviderBuilder()
            .AddAspNetCoreInstrumentation(instrumentation => instrumentation.Filter = IsNotProbe)
            .AddOtlpExporter()
            .Build(), CancellationToken.None);
        return Task.CompletedTask;
    }

    // After the web server has stopped: no call can add a span any more.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (await provider is { } running)
        {
            running.Shutdown(LastExportMilliseconds);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Health is asked for every few seconds and would bury the searches of people.
    static bool IsNotProbe(HttpContext context) => !context.Request.Path.StartsWithSegments("/_cluster/health");
}
