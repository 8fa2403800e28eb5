using System.Text.Json.Serialization;

namespace Shop.Cart.Carts;

/// <summary>A cart as it is stored. <c>Version</c> grows by one with every change; version 0 was never written.</summary>
internal sealed record Cart(string Id, long Version, IReadOnlyList<CartLine> Lines, DateTimeOffset UpdatedAt)
{
    public const int MaximumLines = 100;
    public const int MaximumQuantity = 999;

    /// <summary>The latest requests that must not take effect twice.</summary>
    public IReadOnlyList<RequestDone> Done { get; init; } = [];

    /// <summary>What the store needs to see that nobody wrote meanwhile.</summary>
    [JsonIgnore]
    public string? Guard { get; init; }

    public static Cart Empty(string id) => new(id, 0, [], DateTimeOffset.UnixEpoch);

    public CartLine? Line(string productId) => Lines.FirstOrDefault(line => line.ProductId == productId);

    /// <summary>This cart with one line replaced, added at the end, or (null) removed.</summary>
    public Cart With(string productId, CartLine? line) => this with
    {
        Lines = line is null
            ? [.. Lines.Where(other => other.ProductId != productId)]
            : Line(productId) is null
                ? [.. Lines, line]
                : [.. Lines.Select(other => other.ProductId == productId ? line : other)],
    };
}

/// <summary>A line keeps what the catalogue said when the product was put in; <c>Price</c> counts hundredths.</summary>
internal sealed record CartLine(
    string ProductId, string? NameEn, string? NameZh, string Category, string? Emoji, string? Colour, long Price, string Currency, int Quantity, DateTimeOffset PricedAt);

/// <summary>A request that was carried out: its Idempotency-Key, what it was, and what it was answered where that cannot be told from the cart.</summary>
internal sealed record RequestDone(string Key, string Fingerprint, OrderView? Answer);
