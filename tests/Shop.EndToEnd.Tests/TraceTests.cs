using System.Security.Cryptography;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

[Collection(Lanes.Changing)]
public sealed class TraceTests(RunningShop shop, Browser browser)
{
    [Theory]
    [InlineData("session", "goodsmart-in-memory")]
    [InlineData("saved", "goodsmart-offline")]
    public async Task One_purchase_is_one_trace_through_every_service(string cart, string service)
    {
        Assert.SkipWhen(shop.Telemetry is null, "SHOP_URL names a shop whose telemetry goes elsewhere.");
        var trace = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using var visitor = await browser.VisitAsync(shop.Address, scripts: false, traceparent: $"00-{trace}-00f067aa0ba902b7-01");
        await CartTests.PutIntoAsync(visitor, cart, "p-000001");
        await visitor.PlaceOrderAsync();
        foreach (var name in new[] { "app", "api", "goodsmart-api", "search", service })
        {
            await Deadline.UntilAsync(() => Task.FromResult(shop.Telemetry!.Has(name, trace) ? name : null), $"spans of trace {trace} from '{name}'");
        }
    }
}
