using System.Text.Json;
using System.Text.Json.Serialization;
using Shop.Cart.Carts;

namespace Shop.Cart.Catalogue;

/// <summary>A product as the catalogue last described it; <c>Price</c> counts hundredths.</summary>
internal sealed record KnownProduct(
    string Id, string? NameEn, string? NameZh, string Category, string? Emoji, string? Colour, long Price, string Currency, int Stock, long Version)
{
    // Far above what the catalogue allows, far below what a hundred lines of 999 could overflow.
    private const decimal HighestPrice = 100_000_000m;

    [JsonIgnore]
    public DateTimeOffset SeenAt { get; init; }

    public CartLine ToLine(int quantity) => new(Id, NameEn, NameZh, Category, Emoji, Colour, Price, Currency, quantity, SeenAt);

    /// <summary>Reads a product of the catalogue's JSON; null when it is not one.</summary>
    public static KnownProduct? Read(JsonElement json, DateTimeOffset seenAt)
    {
        if (json.ValueKind != JsonValueKind.Object
            || Text(json, "id") is not { } id
            || Text(json, "category") is not { } category
            || Text(json, "currency") is not { Length: 3 } currency
            || !json.TryGetProperty("price", out var price) || price.ValueKind != JsonValueKind.Number || !price.TryGetDecimal(out var amount)
            || amount < 0 || amount > HighestPrice)
        {
            return null;
        }

        var name = json.TryGetProperty("name", out var names) && names.ValueKind == JsonValueKind.Object ? names : default;
        return new KnownProduct(id, Text(name, "en"), Text(name, "zh"), category, Text(json, "emoji"), Text(json, "colour"), Money.ToMinor(amount), currency, (int)Whole(json, "stock"), Whole(json, "version"))
        {
            SeenAt = seenAt,
        };
    }

    private static string? Text(JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Whole(JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KnownProduct))]
internal sealed partial class KnownProductJson : JsonSerializerContext;
