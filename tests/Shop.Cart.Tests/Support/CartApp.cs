using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Shop.Cart.Tests.Support;

/// <summary>The cart service in this process, with a catalogue of its own.</summary>
internal sealed class CartApp : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;

    private CartApp(FakeCatalogue catalogue, Dictionary<string, string> settings)
    {
        Catalogue = catalogue;
        _settings = settings;
        Client = CreateClient();
        Client.Timeout = TimeSpan.FromSeconds(60);
    }

    public FakeCatalogue Catalogue { get; }

    public HttpClient Client { get; }

    public TemporaryFolder Folder { get; } = new();

    public static async Task<CartApp> StartAsync(string store = "memory", FakeCatalogue? catalogue = null, params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        catalogue ??= await FakeCatalogue.StartAsync();
        var all = new Dictionary<string, string>
        {
            ["Cart:Store"] = store,
            ["Cart:Database"] = Path.Combine(folder.Path, "carts.db"),
            ["Cart:Catalogue"] = catalogue.Address,
            ["Cart:MirrorInterval"] = "00:00:00",
        };
        if (store == "elasticsearch")
        {
            all["ConnectionStrings:search"] = await EmulatorFixture.AddressAsync();
        }

        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new CartApp(catalogue, all);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var response = await Client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    public async Task<JsonElement> AddAsync(string cart, string product, int quantity = 1)
    {
        var response = await SendAsync(HttpMethod.Post, $"/carts/{cart}/lines", $$"""{ "productId": "{{product}}", "quantity": {{quantity}} }""");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Catalogue.DisposeAsync();
        Folder.Dispose();
    }
}
