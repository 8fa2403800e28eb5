using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests.Support;

/// <summary>A server that answers as a test says, and remembers what it was asked.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeServer(WebApplication app) => _app = app;

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<FakeServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeServer(builder.Build());
        server._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            server.Requests.Enqueue(new Asked(context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.ContentType, context.Request.Headers.Authorization, body.ToArray()));
            await answer(context);
        });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Answers each request with the next status; the last one for good.</summary>
    public static Task<FakeServer> StartAsync(params int[] statuses)
    {
        var next = -1;
        return StartAsync(context =>
        {
            context.Response.StatusCode = statuses[Math.Min(Interlocked.Increment(ref next), statuses.Length - 1)];
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("{}");
        });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record Asked(string Method, string Path, string? ContentType, string? Authorization, byte[] Body);
