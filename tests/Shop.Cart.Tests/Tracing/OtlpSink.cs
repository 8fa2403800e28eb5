using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shop.Cart.Tests.Tracing;

/// <summary>Takes traces over OTLP/HTTP and keeps each export as it came.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _exports = new();

    private OtlpSink(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<OtlpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new OtlpSink(builder.Build());
        sink._app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            if (signal == "traces")
            {
                sink._exports.Enqueue(body.ToArray());
            }
        });
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>How many spans of a trace a service has sent: an export belongs to one service, and each span carries the trace's sixteen bytes once.</summary>
    public int SpansOf(string service, string traceId)
    {
        var name = Encoding.UTF8.GetBytes(service);
        var trace = Convert.FromHexString(traceId);
        return _exports.Where(export => export.AsSpan().IndexOf(name) >= 0).Sum(export => Count(export, trace));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted)
    {
        var count = 0;
        for (int at; (at = bytes.IndexOf(wanted)) >= 0; bytes = bytes[(at + wanted.Length)..])
        {
            count++;
        }

        return count;
    }
}
