using System.Text.Json;
using ServiceDefaults.Search;
using Shop.Api.Products;

namespace Shop.Api.Catalogue;

/// <summary>Sends products in one bulk request and sees every one of them through.</summary>
internal static class BulkCreation
{
    private const int Rounds = 5;

    /// <summary>Products the index has already, or has in a newer version, are left alone.</summary>
    public static async Task SendAsync(SearchClient search, string index, IReadOnlyCollection<Product> products, bool externalVersions, CancellationToken cancellation)
    {
        for (var round = 1; products.Count > 0; round++)
        {
            var outcome = await search.BulkAsync($"{index}/_bulk", Write(products, externalVersions), repeatable: true, cancellation);
            var refused = outcome.Failures.FirstOrDefault(failure => failure.Status is not StatusCodes.Status409Conflict and not StatusCodes.Status429TooManyRequests);
            if (refused is not null)
            {
                throw new SearchRefusedException(refused.Status, refused.Type, $"putting product {refused.Id} into {index}: {refused.Status} {refused.Type} {refused.Reason}");
            }

            var busy = outcome.Failures.Where(failure => failure.Status == StatusCodes.Status429TooManyRequests).Select(failure => failure.Id).ToHashSet();
            products = [.. products.Where(product => busy.Contains(product.Id))];
            if (products.Count > 0 && round == Rounds)
            {
                throw new SearchUnavailableException($"{products.Count} products were refused {Rounds} times because the search engine is too busy.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(products.Count > 0 ? 100 << round : 0), cancellation);
        }
    }

    private static ReadOnlyMemory<byte> Write(IEnumerable<Product> products, bool externalVersions)
    {
        var buffer = new MemoryStream();
        foreach (var product in products)
        {
            using (var action = new Utf8JsonWriter(buffer))
            {
                action.WriteStartObject();
                action.WriteStartObject(externalVersions ? "index" : "create");
                action.WriteString("_id", product.Id);
                if (externalVersions)
                {
                    action.WriteNumber("version", product.Version);
                    action.WriteString("version_type", "external");
                }

                action.WriteEndObject();
                action.WriteEndObject();
            }

            buffer.WriteByte((byte)'\n');
            using (var source = new Utf8JsonWriter(buffer))
            {
                ProductDocument.Write(source, product);
            }

            buffer.WriteByte((byte)'\n');
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
