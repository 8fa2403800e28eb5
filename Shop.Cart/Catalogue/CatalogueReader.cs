using System.Text.Json;

namespace Shop.Cart.Catalogue;

/// <summary>Asks the catalogue for a product, and falls back to what it said last when it does not answer.</summary>
internal sealed partial class CatalogueReader(HttpClient http, IKnownProducts known, TimeProvider time, ILogger<CatalogueReader> logger)
{
    // With an older answer at hand a person should not wait long for a better one; without, it is worth waiting.
    private static readonly TimeSpan PatienceWhenKnown = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan PatienceWhenUnknown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(3);

    private long _restUntil = long.MinValue;

    public async Task<CatalogueAnswer> FindAsync(string id, CancellationToken cancellation)
    {
        var last = known.Find(id);
        if (last is not null && time.GetTimestamp() < Volatile.Read(ref _restUntil))
        {
            return new CatalogueAnswer.Found(last, IsCurrent: false);
        }

        try
        {
            return await AskAsync(id, last, cancellation);
        }
        catch (Exception failure) when (IsFailure(failure, cancellation))
        {
            Volatile.Write(ref _restUntil, time.GetTimestamp() + (long)(RestAfterFailure.TotalSeconds * time.TimestampFrequency));
            LogDown(id, failure.Message);
            return last is null ? new CatalogueAnswer.Unknown() : new CatalogueAnswer.Found(last, IsCurrent: false);
        }
    }

    /// <summary>One page of the whole catalogue. Throws when the catalogue does not answer.</summary>
    public async Task<(IReadOnlyList<KnownProduct> Products, string? Next)> ReadPageAsync(string? cursor, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PatienceWhenUnknown);
        var path = "products?limit=100" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
        using var response = await http.GetAsync(path, limit.Token);
        response.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(limit.Token));
        var now = time.GetUtcNow();
        var products = json.RootElement.GetProperty("items").EnumerateArray().Select(item => KnownProduct.Read(item, now)).OfType<KnownProduct>().ToArray();
        return (products, json.RootElement.GetProperty("next").GetString());
    }

    public static bool IsFailure(Exception failure, CancellationToken cancellation) =>
        failure is HttpRequestException or JsonException or IOException or KeyNotFoundException or InvalidOperationException
        || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    private async Task<CatalogueAnswer> AskAsync(string id, KnownProduct? last, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(last is null ? PatienceWhenUnknown : PatienceWhenKnown);
        using var response = await http.GetAsync($"products/{Uri.EscapeDataString(id)}", limit.Token);

        // A proxy in between says 404 too when it has nothing behind it: only the catalogue's own word counts.
        if ((int)response.StatusCode == StatusCodes.Status404NotFound && response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            if (last is not null)
            {
                await known.ForgetAsync([id]);
            }

            return new CatalogueAnswer.Gone();
        }

        response.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(limit.Token));
        var product = KnownProduct.Read(json.RootElement, DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()));
        if (product is null || product.Id != id)
        {
            throw new JsonException("The catalogue's answer is not the product asked for.");
        }

        if (last is null || last with { SeenAt = product.SeenAt } != product)
        {
            await known.RememberAsync([product]);
        }

        return new CatalogueAnswer.Found(product, IsCurrent: true);
    }

    [LoggerMessage(1, LogLevel.Warning, "The catalogue does not answer for '{ProductId}': {Reason}")]
    private partial void LogDown(string productId, string reason);
}

/// <summary>What is known about a product.</summary>
internal abstract record CatalogueAnswer
{
    /// <summary><c>IsCurrent</c>: the catalogue said so now; otherwise it is what it said last.</summary>
    public sealed record Found(KnownProduct Product, bool IsCurrent) : CatalogueAnswer;

    /// <summary>The catalogue says that it has no such product.</summary>
    public sealed record Gone : CatalogueAnswer;

    /// <summary>The catalogue does not answer and the product was never seen.</summary>
    public sealed record Unknown : CatalogueAnswer;
}
