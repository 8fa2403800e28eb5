using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Search;
using Shop.Api.Catalogue;
using Shop.Api.Categories;
using Shop.Api.Paging;
using Shop.Api.Products;

namespace Shop.Api.Search;

/// <summary>Lists and searches products.</summary>
internal sealed class ProductSearch(SearchClient search, CatalogueState state)
{
    public async Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellation)
    {
        using var reply = await AskAsync(SearchBody.List(query), cancellation);
        var hits = Hits(reply);
        return new ProductPage([.. hits.Take(query.Limit).Select(ReadProduct)], Next(query, hits), Total(reply));
    }

    public async Task<SearchPage> SearchAsync(ProductQuery query, CancellationToken cancellation)
    {
        using var reply = await AskAsync(SearchBody.Search(query), cancellation);
        var hits = Hits(reply);
        var aggregations = reply.Body.GetProperty("aggregations");
        return new SearchPage(
            [.. hits.Take(query.Limit).Select(hit => new Found(ReadProduct(hit), Highlighting.Read(hit)))],
            Next(query, hits),
            Total(reply),
            new Facets(
                [.. ReadCategories(aggregations.GetProperty("categories").GetProperty("keys"))],
                [.. ReadPrices(aggregations.GetProperty("prices").GetProperty("keys"))]));
    }

    public async Task<IReadOnlyList<CategoryCount>> CountCategoriesAsync(CancellationToken cancellation)
    {
        using var reply = await AskAsync(SearchBody.CategoryCounts(), cancellation);
        return [.. ReadCategories(reply.Body.GetProperty("aggregations").GetProperty("keys"))];
    }

    private async Task<SearchReply> AskAsync(JsonObject body, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        var reply = await state.WatchAsync(search.ReadAsync(HttpMethod.Post, $"{CatalogueIndex.Alias}/_search", bytes, cancellation));
        return reply.EnsureSuccess("searching the catalogue");
    }

    private static JsonElement[] Hits(SearchReply reply) => [.. reply.Body.GetProperty("hits").GetProperty("hits").EnumerateArray()];

    private static long Total(SearchReply reply) => reply.Body.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();

    private static Product ReadProduct(JsonElement hit) => ProductDocument.Read(hit.GetProperty("_source"));

    private static string? Next(ProductQuery query, JsonElement[] hits) =>
        hits.Length <= query.Limit ? null : Cursor.Write(query.Scope, hits[query.Limit - 1].GetProperty("sort"));

    private static IEnumerable<CategoryCount> ReadCategories(JsonElement terms) =>
        terms.GetProperty("buckets").EnumerateArray()
            .Select(bucket => CategoryNames.Describe(bucket.GetProperty("key").GetString()!, bucket.GetProperty("doc_count").GetInt64()));

    private static IEnumerable<PriceCount> ReadPrices(JsonElement ranges) =>
        ranges.GetProperty("buckets").EnumerateArray()
            .Zip(PriceBuckets.All, (bucket, step) => new PriceCount(step.From, step.To, bucket.GetProperty("doc_count").GetInt64()));
}
