using System.Text.Json;
using ServiceDefaults.Http;
using ServiceDefaults.Search;
using Shop.Api.Catalogue;

namespace Shop.Api.Products;

/// <summary>Reads and writes single products. Every write is visible to the next search and guarded against lost updates.</summary>
internal sealed class ProductStore(SearchClient search, CatalogueState state, TimeProvider time)
{
    // Each round lost means that somebody else's write went through, so this many lost in a row means real contention.
    private const int Rounds = 8;

    public async Task<Product?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync(id, cancellation))?.Product;

    /// <summary>Adds a product under a new id; a product that has the id already is returned as it is.</summary>
    public async Task<Product> AddAsync(string id, ProductDraft draft, CancellationToken cancellation)
    {
        var now = Now();
        var product = draft.ToProduct(id, now, now, version: 1);
        using var reply = await state.WatchAsync(search.WriteAsync(
            HttpMethod.Put, $"{CatalogueIndex.Alias}/_create/{id}?refresh=true&require_alias=true", ProductDocument.Write(product), cancellation));
        if (reply.Status == StatusCodes.Status409Conflict)
        {
            return (await ReadAsync(id, cancellation))?.Product ?? product;
        }

        reply.EnsureSuccess($"adding {id}");
        return product;
    }

    public async Task<WriteOutcome> ReplaceAsync(string id, ProductDraft draft, VersionCondition condition, CancellationToken cancellation)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (await ReadAsync(id, cancellation) is not { } stored)
            {
                return new WriteOutcome.Missing();
            }

            if (!condition.Allows(stored.Product.Version))
            {
                return new WriteOutcome.Changed(stored.Product.Version);
            }

            var next = draft.ToProduct(id, stored.Product.CreatedAt, Now(), stored.Product.Version + 1);
            using var reply = await state.WatchAsync(search.WriteAsync(
                HttpMethod.Put, $"{CatalogueIndex.Alias}/_doc/{id}?{stored.Guard}&refresh=true&require_alias=true", ProductDocument.Write(next), cancellation));
            if (reply.Status != StatusCodes.Status409Conflict)
            {
                reply.EnsureSuccess($"changing {id}");
                return new WriteOutcome.Written(next);
            }
        }

        throw new SearchUnavailableException($"{id} was changed by others {Rounds} times in a row.");
    }

    public async Task<WriteOutcome> RemoveAsync(string id, VersionCondition condition, CancellationToken cancellation)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (await ReadAsync(id, cancellation) is not { } stored)
            {
                return new WriteOutcome.Missing();
            }

            if (!condition.Allows(stored.Product.Version))
            {
                return new WriteOutcome.Changed(stored.Product.Version);
            }

            using var reply = await state.WatchAsync(search.WriteAsync(
                HttpMethod.Delete, $"{CatalogueIndex.Alias}/_doc/{id}?{stored.Guard}&refresh=true", default, cancellation));
            if (reply.Status is not StatusCodes.Status409Conflict and not StatusCodes.Status404NotFound)
            {
                reply.EnsureSuccess($"deleting {id}");
                return new WriteOutcome.Written(stored.Product);
            }
        }

        throw new SearchUnavailableException($"{id} was changed by others {Rounds} times in a row.");
    }

    private async Task<Stored?> ReadAsync(string id, CancellationToken cancellation)
    {
        using var reply = await state.WatchAsync(search.ReadAsync(HttpMethod.Get, $"{CatalogueIndex.Alias}/_doc/{id}", default, cancellation));
        if (reply.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }

        var body = reply.EnsureSuccess($"reading {id}").Body;
        return new Stored(
            ProductDocument.Read(body.GetProperty("_source")),
            $"if_seq_no={body.GetProperty("_seq_no").GetInt64()}&if_primary_term={body.GetProperty("_primary_term").GetInt64()}");
    }

    // The index keeps milliseconds: what is answered now must equal what is read later.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private sealed record Stored(Product Product, string Guard);
}

/// <summary>What became of a guarded write.</summary>
internal abstract record WriteOutcome
{
    public sealed record Written(Product Product) : WriteOutcome;

    public sealed record Missing : WriteOutcome;

    public sealed record Changed(long CurrentVersion) : WriteOutcome;
}
