using Shop.Api.Products;
using Shop.Api.Search;
using Shop.Api.Seed;

namespace Shop.Api.Categories;

/// <summary>What the categories are called. One that nobody named goes by its key.</summary>
internal static class CategoryNames
{
    private static readonly Dictionary<string, SeedCategory> Known = SeedVocabulary.Categories.ToDictionary(category => category.Key, StringComparer.Ordinal);

    public static CategoryCount Describe(string key, long count) => Known.TryGetValue(key, out var known)
        ? new CategoryCount(key, new Bilingual(known.En, known.Zh), known.Emoji, count)
        : new CategoryCount(key, new Bilingual(key, key), null, count);
}
