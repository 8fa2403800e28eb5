using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shop.Cart.Tests.Support;

/// <summary>A catalogue of a few products, which can go down and come back on the same port.</summary>
internal sealed class FakeCatalogue : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, JsonObject> _products = new();
    private WebApplication _app = null!;

    public string Address { get; private set; } = "";

    public bool IsBroken { get; set; }

    public int Asked;

    public static async Task<FakeCatalogue> StartAsync()
    {
        var catalogue = new FakeCatalogue();
        catalogue.Sells("p-1", 399.00m);
        catalogue.Sells("p-2", 79.90m);
        catalogue.Sells("p-usd", 10m, currency: "USD");
        await catalogue.UpAsync("http://127.0.0.1:0");
        return catalogue;
    }

    public void Sells(string id, decimal price, int stock = 50, string currency = "CNY", string name = "Thing") => _products[id] = new JsonObject
    {
        ["id"] = id,
        ["name"] = new JsonObject { ["en"] = name, ["zh"] = "东西" },
        ["category"] = "audio",
        ["price"] = price,
        ["currency"] = currency,
        ["stock"] = stock,
        ["emoji"] = "🎧",
        ["version"] = 1,
    };

    public void NoLongerSells(string id) => _products.TryRemove(id, out _);

    public Task DownAsync() => _app.DisposeAsync().AsTask();

    public Task UpAgainAsync() => UpAsync(Address);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task UpAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            Interlocked.Increment(ref Asked);
            if (IsBroken)
            {
                context.Response.StatusCode = 500;
                return Task.CompletedTask;
            }

            return next(context);
        });
        _app.MapGet("/products/{id}", (string id) => _products.TryGetValue(id, out var product)
            ? Results.Text(product.ToJsonString(), "application/json")
            : Results.Text("""{"type":"urn:shop:not-found","status":404}""", "application/problem+json", statusCode: 404));
        _app.MapGet("/products", (int limit, string? cursor) =>
        {
            var start = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
            var all = _products.OrderBy(product => product.Key, StringComparer.Ordinal).Select(product => product.Value.DeepClone()).ToArray();
            var next = start + limit < all.Length ? (start + limit).ToString(CultureInfo.InvariantCulture) : null;
            var page = new JsonObject { ["items"] = new JsonArray([.. all.Skip(start).Take(limit)]), ["next"] = next, ["total"] = all.Length };
            return Results.Text(page.ToJsonString(), "application/json");
        });
        await _app.StartAsync();
        Address = _app.Urls.Single();
    }
}
