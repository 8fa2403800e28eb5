using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shop.EndToEnd.Tests.Browsing;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests;

/// <summary>nginx in front of the shop, run from the machine's own installation.</summary>
[Collection(Lanes.Changing)]
public sealed class EdgeTests(RunningShop shop, Browser browser)
{
    [Fact]
    public async Task The_edge_shows_the_storefront_and_lets_the_catalogue_be_read()
    {
        using var edge = await ClientAsync();

        Assert.Equal("ok\n", await edge.GetStringAsync("/edge/health"));
        Assert.Contains("<h1", await edge.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal("p-000001", (string)(await edge.GetFromJsonAsync<JsonNode>("/api/products/p-000001"))!["id"]!);
        Assert.NotEmpty((await edge.GetFromJsonAsync<JsonNode>("/api/search?q=%E9%9E%8B"))!.AsObject());
    }

    [Fact]
    public async Task A_visitor_shops_through_the_edge()
    {
        using var edge = await ClientAsync();
        await using var visitor = await browser.VisitAsync(edge.BaseAddress!, scripts: false);

        await CartTests.PutIntoAsync(visitor, "session", "p-000001");
        await visitor.PlaceOrderAsync();

        Assert.Equal(edge.BaseAddress!.Authority, new Uri(visitor.Page.Url).Authority);
    }

    [Theory]
    [InlineData("POST", "/api/products", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/api/products/p-000001", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/openapi/v1.json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/products/%2e%2e/health", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/products/..%2f..%2fhealth", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/%2e%2e/%2e%2e/etc/passwd", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/products/a%0d%0ax-injected:%20yes", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/products/%00", HttpStatusCode.BadRequest)]
    public async Task Nothing_else_of_the_catalogue_is_reached(string method, string path, HttpStatusCode status)
    {
        using var edge = await ClientAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(edge.BaseAddress + path.TrimStart('/'), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = method == "POST" ? JsonContent.Create(new { }) : null;

        using var response = await edge.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.False(response.Headers.Contains("x-injected"));
    }

    private async Task<HttpClient> ClientAsync()
    {
        Assert.SkipUnless(Nginx.IsInstalled, "nginx is not installed.");
        Assert.SkipWhen(shop.Telemetry is null, "SHOP_URL names a shop whose edge is somewhere else.");
        return new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = await shop.Host.AddressOfAsync("edge"), Timeout = Deadline.Patience };
    }
}
