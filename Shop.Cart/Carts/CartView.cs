using System.Text.Json.Serialization;

namespace Shop.Cart.Carts;

/// <summary>A cart as clients see it.</summary>
internal sealed record CartView(
    string Id,
    long Version,
    IReadOnlyList<LineView> Lines,
    int ItemCount,
    decimal Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Currency,
    DateTimeOffset? UpdatedAt)
{
    public static CartView Of(Cart cart) => new(
        cart.Id,
        cart.Version,
        [.. cart.Lines.Select(LineView.Of)],
        cart.Lines.Sum(line => line.Quantity),
        Money.FromMinor(cart.Lines.Sum(line => checked(line.Price * line.Quantity))),
        cart.Lines.Count == 0 ? null : cart.Lines[0].Currency,
        cart.Version == 0 ? null : cart.UpdatedAt);
}

internal sealed record LineView(
    string ProductId, NameView Name, string? Emoji, string? Colour, decimal Price, string Currency, int Quantity, decimal LineTotal, DateTimeOffset PricedAt)
{
    public static LineView Of(CartLine line) => new(
        line.ProductId,
        new NameView(line.NameEn, line.NameZh),
        line.Emoji,
        line.Colour,
        Money.FromMinor(line.Price),
        line.Currency,
        line.Quantity,
        Money.FromMinor(checked(line.Price * line.Quantity)),
        line.PricedAt);
}

internal sealed record NameView(string? En, string? Zh);

/// <summary>What a purchase is answered with.</summary>
internal sealed record OrderView(string Order, IReadOnlyList<LineView> Lines, decimal Total, string Currency, DateTimeOffset At);

internal static class Money
{
    // Two decimals always, so that 399 is written 399.00 as every price is.
    public static decimal FromMinor(long minor) => new decimal(minor) / 100m + 0.00m;

    public static long ToMinor(decimal amount) => decimal.ToInt64(amount * 100m);
}
