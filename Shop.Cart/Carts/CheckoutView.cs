using System.Text.Json.Serialization;

namespace Shop.Cart.Carts;

/// <summary>What would be paid, and what stands in the way. <c>Catalogue</c> is <c>current</c> or <c>last-known</c>.</summary>
internal sealed record CheckoutView(
    CartView Cart,
    decimal Total,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Currency,
    string Catalogue,
    IReadOnlyList<CheckoutProblem> Problems);

/// <summary><c>Kind</c> is <c>price-changed</c>, <c>gone</c> or <c>out-of-stock</c>.</summary>
internal sealed record CheckoutProblem(string ProductId, string Kind, string Detail, decimal? Price, int? Stock);
