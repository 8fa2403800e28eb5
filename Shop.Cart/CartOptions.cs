namespace Shop.Cart;

/// <summary>Where carts are kept.</summary>
internal enum CartStoreKind
{
    Memory,
    Sqlite,
    Elasticsearch,
}

/// <summary>Configuration section <c>Cart</c>.</summary>
internal sealed class CartOptions
{
    public CartStoreKind Store { get; set; } = CartStoreKind.Memory;

    /// <summary>The database file of the SQLite store.</summary>
    public string Database { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "online-shop", "carts.db");

    /// <summary>The address of the catalogue; a name is looked up under <c>services:</c>.</summary>
    public string Catalogue { get; set; } = "https+http://api";

    /// <summary>How often the SQLite store reads the whole catalogue, to know it when it is down; zero for never.</summary>
    public TimeSpan MirrorInterval { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the memory store keeps a cart that nobody touches.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(24);
}

internal static class CartOptionsExtensions
{
    public static void AddCartOptions(this IHostApplicationBuilder builder) =>
        builder.Services.AddOptions<CartOptions>()
            .Bind(builder.Configuration.GetSection("Cart"))
            .Validate(options => options.Database.Length > 0, "Cart:Database must name a file.")
            .Validate(options => options.SessionLifetime > TimeSpan.Zero, "Cart:SessionLifetime must be longer than nothing.")
            .ValidateOnStart();
}
