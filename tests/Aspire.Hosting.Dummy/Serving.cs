using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dummy;

/// <summary>A small web service as people write them, for measurements: a list of fifty products as JSON.</summary>
internal static class Serving
{
    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var application = builder.Build();
        application.MapGet("/products", () => Results.Json(Enumerable.Range(1, 50).Select(i => new { Id = i, Name = $"Product {i}", Price = i * 1.25m })));
        await application.StartAsync();
        Console.WriteLine($"listening {port} {Environment.ProcessId}");
        return await Task.Run(() => Waiting.ForEver(obeys: true));
    }
}
