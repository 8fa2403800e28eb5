namespace Shop.Api.Products;

/// <summary>A product as clients see it. <c>Version</c> grows by one with every change and is the entity tag.</summary>
public sealed record Product(
    string Id,
    Bilingual Name,
    Bilingual? Description,
    string Category,
    decimal Price,
    string Currency,
    int Stock,
    string? Emoji,
    string? Colour,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long Version);

/// <summary>A text in English, Chinese, or both.</summary>
public sealed record Bilingual(string? En, string? Zh)
{
    /// <summary>The text in one language, or in the other where that one is missing.</summary>
    public string In(string language) => (language == "zh" ? Zh ?? En : En ?? Zh) ?? "";
}
