using Microsoft.Extensions.Options;

namespace Shop.Cart.Catalogue;

internal static class CatalogueExtensions
{
    public static void AddCatalogue(this IHostApplicationBuilder builder)
    {
        var client = builder.Services.AddHttpClient<CatalogueReader>((provider, http) =>
        {
            http.BaseAddress = new Uri(provider.GetRequiredService<IOptions<CartOptions>>().Value.Catalogue.TrimEnd('/') + "/");
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.MaxResponseContentBufferSize = 4 * 1024 * 1024;
        });
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.RemoveAllLoggers();
        client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // The catalogue stands beside the service: a proxy meant for the internet must not get between them.
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });

        // The reader falls back to what it knows: repeating for half a minute first would only make people wait.
#pragma warning disable EXTEXP0001
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001

        // One reader for all: it remembers that the catalogue is down.
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CatalogueReader>(
            provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(CatalogueReader))));

        var options = builder.Configuration.GetSection("Cart").Get<CartOptions>() ?? new CartOptions();
        if (options is { Store: CartStoreKind.Sqlite, MirrorInterval: var interval } && interval > TimeSpan.Zero)
        {
            builder.Services.AddHostedService<CatalogueMirror>();
        }
    }
}
