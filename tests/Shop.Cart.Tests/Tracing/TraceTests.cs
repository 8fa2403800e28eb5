using System.Net;
using System.Security.Cryptography;
using System.Text;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Tracing;

public sealed class TraceTests
{
    [Fact]
    public async Task One_purchase_is_one_trace_through_cart_catalogue_and_search()
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var api = await ServiceProcess.StartAsync(ServiceProcess.Project("Shop.Api", "Shop.Api"), [],
            [("ConnectionStrings__search", await EmulatorFixture.AddressAsync()), .. Telemetry(sink, "test-catalogue")]);
        await using var cart = await ServiceProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Shop.Cart.dll"), [],
            [("Cart__Store", "memory"), ("services__api__http__0", api.Address), .. Telemetry(sink, "test-cart")]);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        await Until("the catalogue is healthy", async () => (await http.GetAsync($"{api.Address}/health")).StatusCode == HttpStatusCode.OK);
        var trace = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

        await SendAsync(http, $"{cart.Address}/carts/me/lines", """{ "productId": "p-000001" }""", trace);
        await SendAsync(http, $"{cart.Address}/carts/me/checkout", null, trace);

        // Of the cart: two requests, and one call to the catalogue in each. Of the catalogue: two requests, and one call to the search engine in each.
        await Until("the spans of both services arrived", () => Task.FromResult(sink.SpansOf("test-cart", trace) >= 4 && sink.SpansOf("test-catalogue", trace) >= 4));
    }

    private static (string, string)[] Telemetry(OtlpSink sink, string name) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", sink.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_SERVICE_NAME", name), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
    ];

    private static async Task SendAsync(HttpClient http, string address, string? json, string trace)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };

        // A caller's own trace; this process listens to no activities, so nothing replaces the header.
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task Until(string what, Func<Task<bool>> condition)
    {
        var deadline = DateTime.UtcNow.AddSeconds(120);
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"Within 120 s it did not come about that {what}.");
            await Task.Delay(50);
        }
    }
}
