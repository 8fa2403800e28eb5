using System.Text.Json.Serialization;
using Shop.Api.Products;

namespace Shop.Api.Paging;

/// <summary>Some products, and the cursor of those that follow (null at the end).</summary>
public sealed record ProductPage(
    IReadOnlyList<Product> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next,
    long Total);
