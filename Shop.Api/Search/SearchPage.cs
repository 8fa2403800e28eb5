using System.Text.Json.Serialization;
using Shop.Api.Products;

namespace Shop.Api.Search;

/// <summary>What a search found, how it can be narrowed, and the cursor of what follows (null at the end).</summary>
public sealed record SearchPage(
    IReadOnlyList<Found> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next,
    long Total,
    Facets Facets);

/// <summary>A product, and where the words are in its texts.</summary>
public sealed record Found(Product Product, IReadOnlyDictionary<string, IReadOnlyList<Run>> Highlight);

/// <summary>A run of plain text; <c>Hit</c> when it is what was searched for.</summary>
public sealed record Run(string Text, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Hit);

public sealed record Facets(IReadOnlyList<CategoryCount> Categories, IReadOnlyList<PriceCount> Prices);

public sealed record CategoryCount(string Key, Bilingual Name, string? Emoji, long Count);

public sealed record PriceCount(decimal From, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? To, long Count);
