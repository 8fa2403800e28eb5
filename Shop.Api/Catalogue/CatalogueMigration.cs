using System.Text;
using System.Text.Json;
using ServiceDefaults.Search;
using Shop.Api.Products;

namespace Shop.Api.Catalogue;

/// <summary>Copies the products of one index into another, newest version first to come wins.</summary>
/// <remarks>
/// Products keep their version, and the engine refuses an older one, so copying again never undoes a later change.
/// A product deleted from the old index while it is copied can come back: take the writers down first if that matters.
/// </remarks>
internal sealed class CatalogueMigration(SearchClient search)
{
    private const int PageSize = 500;

    public async Task CopyAsync(string from, string to, CancellationToken cancellation)
    {
        using (var seen = await search.ReadAsync(HttpMethod.Post, $"{from}/_refresh", default, cancellation))
        {
            seen.EnsureSuccess($"refreshing {from}");
        }

        var after = "";
        while (await PageAsync(from, after, cancellation) is { Count: > 0 } page)
        {
            await BulkCreation.SendAsync(search, to, page, externalVersions: true, cancellation);
            after = $""" "search_after": ["{page[^1].Id}"], """;
        }

        using var refresh = await search.ReadAsync(HttpMethod.Post, $"{to}/_refresh", default, cancellation);
        refresh.EnsureSuccess($"refreshing {to}");
    }

    private async Task<IReadOnlyList<Product>> PageAsync(string index, string after, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes($$"""{ "size": {{PageSize}}, {{after}} "sort": [{ "id": "asc" }], "query": { "match_all": {} } }""");
        using var reply = await search.ReadAsync(HttpMethod.Post, $"{index}/_search", body, cancellation);
        return [.. reply.EnsureSuccess($"copying {index}").Body.GetProperty("hits").GetProperty("hits").EnumerateArray()
            .Select(hit => ProductDocument.Read(hit.GetProperty("_source")))];
    }
}
