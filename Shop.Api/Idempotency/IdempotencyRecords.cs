using System.Text.Json;
using ServiceDefaults.Http;
using ServiceDefaults.Search;
using Shop.Api.Catalogue;
using Shop.Api.Products;

namespace Shop.Api.Idempotency;

/// <summary>Remembers which Idempotency-Key made which product, in the search engine, so that every replica knows.</summary>
/// <remarks>
/// (1) The record is created first and reserves the product's id; (2) the product is created under that id, which can
/// happen once only; (3) the record takes the answer. A crash between any two leaves a record that a repeat picks up.
/// </remarks>
internal sealed partial class IdempotencyRecords(SearchClient search, CatalogueState state, TimeProvider time, ILogger<IdempotencyRecords> logger)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // So many take well under the search client's bound for one call.
    private const int SweepSize = 1000;

    public async Task<IdempotentAdd> AddOnceAsync(string key, ProductDraft draft, ProductStore store, CancellationToken cancellation)
    {
        var fingerprint = IdempotencyKey.Digest(JsonSerializer.SerializeToUtf8Bytes(draft, ShopJson.Options));
        var mine = new Record(fingerprint, ProductId.New(), time.GetUtcNow().ToUnixTimeMilliseconds(), null, "");

        // :: (1)
        var guard = await ReserveAsync(key, mine, cancellation);
        var repeat = guard is null;
        var record = guard is not null ? mine with { Guard = guard } : await FindAsync(key, cancellation);
        if (record is null)
        {
            throw new SearchUnavailableException("The record of an Idempotency-Key vanished while it was read.");
        }

        if (repeat && time.GetUtcNow().ToUnixTimeMilliseconds() - record.Created > (long)Lifetime.TotalMilliseconds)
        {
            record = mine with { Guard = await OverwriteAsync(key, mine, record.Guard, cancellation) };
            repeat = false;
        }

        if (record.Fingerprint != fingerprint)
        {
            return new IdempotentAdd.KeyReused();
        }

        if (record.Answer is not null)
        {
            return new IdempotentAdd.Replayed(JsonSerializer.Deserialize<Product>(record.Answer, ShopJson.Options)!);
        }

        // :: (2)
        var product = await store.AddAsync(record.ProductId, draft, cancellation);

        // :: (3)
        try
        {
            await OverwriteAsync(key, record with { Answer = JsonSerializer.Serialize(product, ShopJson.Options) }, record.Guard, cancellation);
        }
        catch (SearchUnavailableException unavailable)
        {
            // The product is there and the record names it, so a repeat still finds it.
            LogAnswerNotKept(product.Id, unavailable.Message);
        }

        return repeat ? new IdempotentAdd.Replayed(product) : new IdempotentAdd.Added(product);
    }

    /// <summary>Deletes the records that no repeat is answered from any more; returns how many that were.</summary>
    /// <remarks>A record that a repeat is just taking over changes meanwhile, which makes it a conflict here and keeps it.</remarks>
    public async Task<long> DeleteExpiredAsync(CancellationToken cancellation)
    {
        var before = (time.GetUtcNow() - Lifetime).ToUnixTimeMilliseconds();
        var query = JsonSerializer.SerializeToUtf8Bytes(new { query = new { range = new { created = new { lt = before } } }, max_docs = SweepSize });
        long total = 0;
        while (true)
        {
            using var reply = await state.WatchAsync(search.WriteAsync(
                HttpMethod.Post, $"{IdempotencyIndex.Name}/_delete_by_query?conflicts=proceed&refresh=true", query, cancellation));
            var deleted = reply.EnsureSuccess("deleting old Idempotency-Keys").Body.GetProperty("deleted").GetInt64();
            total += deleted;
            if (deleted < SweepSize)
            {
                return total;
            }
        }
    }

    /// <summary>The guard of the record just made, or null when the key has one already.</summary>
    private async Task<string?> ReserveAsync(string key, Record record, CancellationToken cancellation)
    {
        using var reply = await state.WatchAsync(search.WriteAsync(
            HttpMethod.Put, $"{IdempotencyIndex.Name}/_create/{key}", Write(record), cancellation));
        return reply.Status == StatusCodes.Status409Conflict ? null : Guard(reply.EnsureSuccess("reserving an Idempotency-Key").Body);
    }

    private async Task<string> OverwriteAsync(string key, Record record, string guard, CancellationToken cancellation)
    {
        using var reply = await state.WatchAsync(search.WriteAsync(
            HttpMethod.Put, $"{IdempotencyIndex.Name}/_doc/{key}?{guard}", Write(record), cancellation));

        // A conflict: the same request, running twice, was faster here and wrote the same.
        return reply.Status == StatusCodes.Status409Conflict ? guard : Guard(reply.EnsureSuccess("keeping the answer to an Idempotency-Key").Body);
    }

    private async Task<Record?> FindAsync(string key, CancellationToken cancellation)
    {
        using var reply = await state.WatchAsync(search.ReadAsync(HttpMethod.Get, $"{IdempotencyIndex.Name}/_doc/{key}", default, cancellation));
        if (reply.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }

        var source = reply.EnsureSuccess("reading an Idempotency-Key").Body.GetProperty("_source");
        return new Record(
            source.GetProperty("fingerprint").GetString()!,
            source.GetProperty("product").GetString()!,
            source.GetProperty("created").GetInt64(),
            source.TryGetProperty("answer", out var answer) ? answer.GetString() : null,
            Guard(reply.Body));
    }

    private static byte[] Write(Record record)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("fingerprint", record.Fingerprint);
            json.WriteString("product", record.ProductId);
            json.WriteNumber("created", record.Created);
            if (record.Answer is not null)
            {
                json.WriteString("answer", record.Answer);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string Guard(JsonElement body) =>
        $"if_seq_no={body.GetProperty("_seq_no").GetInt64()}&if_primary_term={body.GetProperty("_primary_term").GetInt64()}";

    [LoggerMessage(1, LogLevel.Warning, "The answer for {ProductId} could not be kept beside its Idempotency-Key: {Reason}")]
    private partial void LogAnswerNotKept(string productId, string reason);

    private sealed record Record(string Fingerprint, string ProductId, long Created, string? Answer, string Guard);
}

/// <summary>What became of a POST with an Idempotency-Key.</summary>
internal abstract record IdempotentAdd
{
    public sealed record Added(Product Product) : IdempotentAdd;

    public sealed record Replayed(Product Product) : IdempotentAdd;

    public sealed record KeyReused : IdempotentAdd;
}
