using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Shop.Api.Tests.Support;

/// <summary>The catalogue service in this process.</summary>
internal sealed class ApiApp : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;

    public ApiApp(string search, params (string Key, string Value)[] settings)
    {
        _settings = [("ConnectionStrings:search", search), .. settings];
        Client = CreateClient();
        Client.Timeout = TimeSpan.FromSeconds(60);
    }

    public HttpClient Client { get; }

    /// <summary>Waits until the catalogue is prepared.</summary>
    public async Task ReadyAsync()
    {
        var deadline = DateTime.UtcNow.AddSeconds(120);
        HttpResponseMessage health;
        while ((health = await Client.GetAsync("/health")).StatusCode != HttpStatusCode.OK)
        {
            Assert.True(DateTime.UtcNow < deadline, "The catalogue was not ready within 120 s.");
            await Task.Delay(20);
        }
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetAsync(path).JsonAsync();

    public Task<JsonElement> AddAsync(string json) => SendAsync(HttpMethod.Post, "/products", json).JsonAsync(HttpStatusCode.Created);

    /// <summary>A product that only its caller knows, by a word in its name.</summary>
    public Task<JsonElement> AddAsync(string word, decimal price, string category = "audio") =>
        AddAsync(JsonSerializer.Serialize(new { name = new { en = word }, category, price, stock = 3 }));

    /// <summary>All items of a list or a search, page after page.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllAsync(string path)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await GetAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return items;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders()));
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
