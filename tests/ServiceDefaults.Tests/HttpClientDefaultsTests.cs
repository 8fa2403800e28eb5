using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Tests.Support;

namespace ServiceDefaults.Tests;

public sealed class HttpClientDefaultsTests
{
    [Fact]
    public async Task A_get_is_repeated_after_a_passing_failure()
    {
        await using var server = await FakeServer.StartAsync(503, 200);
        await using var app = Services.Create(builder => builder.Services.AddHttpClient("x"));
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("x");

        var response = await client.GetAsync(server.Address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task A_write_is_never_repeated(string method)
    {
        await using var server = await FakeServer.StartAsync(503, 200);
        await using var app = Services.Create(builder => builder.Services.AddHttpClient("x"));
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("x");

        var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), server.Address));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("http://thing")]
    [InlineData("https+http://thing")]
    public async Task A_name_is_looked_up_under_services(string address)
    {
        await using var server = await FakeServer.StartAsync(200);
        await using var app = Services.Create(builder => builder.Services.AddHttpClient("x"), settings: ("services:thing:http:0", server.Address));
        using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("x");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{address}/path")).StatusCode);
        Assert.Equal("/path", server.Requests.Single().Path);
    }
}
