using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDefaults.Search;
using Shop.Cart.Catalogue;
using Shop.Cart.Stores.Memory;
using Shop.Cart.Stores.Search;
using Shop.Cart.Stores.Sqlite;

namespace Shop.Cart.Stores;

internal static class CartStoreExtensions
{
    /// <summary>Adds the store that <c>Cart:Store</c> names.</summary>
    public static void AddCartStore(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        switch (Kind(builder.Configuration["Cart:Store"]))
        {
            case CartStoreKind.Sqlite:
                builder.Services.AddSingleton<SqliteDatabase>();
                builder.Services.AddSingleton<ICartStore, SqliteCartStore>();
                builder.Services.AddSingleton<IKnownProducts, SqliteKnownProducts>();
                break;
            case CartStoreKind.Elasticsearch:
                builder.Services.AddSearchClient("search");
                builder.Services.AddSingleton<ICartStore, SearchCartStore>();
                builder.Services.AddSingleton<IKnownProducts, MemoryKnownProducts>();
                break;
            default:
                builder.Services.AddSingleton<ICartStore, MemoryCartStore>();
                builder.Services.AddSingleton<IKnownProducts, MemoryKnownProducts>();
                break;
        }

        builder.Services.AddHealthChecks().AddCheck<CartStoreHealthCheck>("store", timeout: TimeSpan.FromSeconds(4));
    }

    private static CartStoreKind Kind(string? configured) =>
        string.IsNullOrEmpty(configured) ? CartStoreKind.Memory
        : Enum.TryParse<CartStoreKind>(configured, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(configured[0]) ? kind
        : throw new InvalidOperationException($"Cart:Store is '{configured}'. It must be memory, sqlite or elasticsearch.");
}
