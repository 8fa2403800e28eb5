using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Search;
using Shop.Cart.Carts;
using Shop.Cart.Events;

namespace Shop.Cart.Stores.Search;

/// <summary>Carts that several replicas share: one document a cart, guarded by the engine's sequence numbers.</summary>
internal sealed partial class SearchCartStore(SearchClient search, TimeProvider time, ILogger<SearchCartStore> logger) : ICartStore
{
    // Events become visible a refresh after they were written, not in the order of their times: younger ones wait.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _creating = new(1, 1);
    private volatile bool _created;

    public async Task<Carts.Cart?> FindAsync(string id, CancellationToken cancellation)
    {
        using var reply = await AskAsync(() => search.ReadAsync(HttpMethod.Get, $"{SearchCartIndex.Carts}/_doc/{id}", default, cancellation), cancellation);
        if (reply.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }

        var body = reply.EnsureSuccess("reading a cart").Body;
        return CartJson.Read(body.GetProperty("_source").GetProperty("body").GetString()!) with
        {
            Guard = $"if_seq_no={body.GetProperty("_seq_no").GetInt64()}&if_primary_term={body.GetProperty("_primary_term").GetInt64()}",
        };
    }

    public async Task<bool> TrySaveAsync(Carts.Cart next, Carts.Cart? previous, IReadOnlyList<CartEvent> events, CancellationToken cancellation)
    {
        var document = new JsonObject { ["body"] = CartJson.Write(next), ["updated"] = next.UpdatedAt.ToUnixTimeMilliseconds() };
        var path = previous is null ? $"{SearchCartIndex.Carts}/_create/{next.Id}" : $"{SearchCartIndex.Carts}/_doc/{next.Id}?{previous.Guard}";
        using var reply = await AskAsync(() => search.WriteAsync(HttpMethod.Put, path, Bytes(document), cancellation), cancellation);
        if (reply.Status == StatusCodes.Status409Conflict)
        {
            return false;
        }

        reply.EnsureSuccess("saving a cart");
        await PublishAsync(events, cancellation);
        return true;
    }

    public async Task<EventPage> ReadEventsAsync(string? after, int limit, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["size"] = limit,
            ["query"] = new JsonObject { ["range"] = new JsonObject { ["at"] = new JsonObject { ["lt"] = (time.GetUtcNow() - Settling).ToUnixTimeMilliseconds() } } },
            ["sort"] = new JsonArray(new JsonObject { ["at"] = "asc" }, new JsonObject { ["id"] = "asc" }),
        };
        if (ReadToken(after) is { } token)
        {
            body["search_after"] = new JsonArray(token.At, token.Id);
        }

        using var reply = await AskAsync(() => search.ReadAsync(HttpMethod.Post, $"{SearchCartIndex.Events}/_search", Bytes(body), cancellation), cancellation);
        var page = reply.EnsureSuccess("reading cart events").Body.GetProperty("hits").GetProperty("hits").EnumerateArray()
            .Select(hit => Read(hit.GetProperty("_source"))).ToArray();
        return new EventPage(page, page.Length > 0 ? page[^1].Id : after);
    }

    public async Task CheckAsync(CancellationToken cancellation)
    {
        using var reply = await AskAsync(() => search.ReadAsync(HttpMethod.Head, SearchCartIndex.Carts, default, cancellation), cancellation);
        if (!reply.IsSuccess)
        {
            _created = false;
            throw new SearchUnavailableException($"The search engine answers {reply.Status} for the index of carts.");
        }
    }

    // The cart is saved by now: losing its events is a loss to recommendations only, and failing would deny a change that happened.
    private async Task PublishAsync(IReadOnlyList<CartEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0)
        {
            return;
        }

        var lines = new StringBuilder();
        foreach (var happened in events)
        {
            var at = happened.At.ToUnixTimeMilliseconds();
            var id = string.Create(CultureInfo.InvariantCulture, $"{at}-{Guid.CreateVersion7():N}");
            lines.Append(new JsonObject { ["create"] = new JsonObject { ["_id"] = id } }.ToJsonString()).Append('\n');
            lines.Append(new JsonObject
            {
                ["id"] = id,
                ["at"] = at,
                ["type"] = happened.Type,
                ["basket"] = happened.Basket,
                ["product"] = happened.ProductId,
                ["category"] = happened.Category,
                ["quantity"] = happened.Quantity,
            }.ToJsonString()).Append('\n');
        }

        try
        {
            // Repeating is safe: an event that is there already is a conflict.
            var outcome = await search.BulkAsync($"{SearchCartIndex.Events}/_bulk", Encoding.UTF8.GetBytes(lines.ToString()), repeatable: true, cancellation);
            if (outcome.Failures.FirstOrDefault(failure => failure.Status != StatusCodes.Status409Conflict) is { } failure)
            {
                LogEventsLost(outcome.Failures.Count, failure.Reason);
            }
        }
        catch (Exception failure) when (failure is SearchUnavailableException or SearchRefusedException)
        {
            LogEventsLost(events.Count, failure.Message);
        }
    }

    /// <summary>Asks with the indices in place: made before the first request, and again when they turn out to be gone.</summary>
    private async Task<SearchReply> AskAsync(Func<Task<SearchReply>> request, CancellationToken cancellation)
    {
        await CreateIndicesAsync(cancellation);
        var reply = await request();
        if (reply.Status != StatusCodes.Status404NotFound || reply.ErrorType != "index_not_found_exception")
        {
            return reply;
        }

        reply.Dispose();
        _created = false;
        await CreateIndicesAsync(cancellation);
        return await request();
    }

    private async Task CreateIndicesAsync(CancellationToken cancellation)
    {
        if (_created)
        {
            return;
        }

        await _creating.WaitAsync(cancellation);
        try
        {
            if (!_created)
            {
                await CreateAsync(SearchCartIndex.Carts, SearchCartIndex.CartsDefinition.ToArray(), cancellation);
                await CreateAsync(SearchCartIndex.Events, SearchCartIndex.EventsDefinition.ToArray(), cancellation);
                _created = true;
            }
        }
        finally
        {
            _creating.Release();
        }
    }

    private async Task CreateAsync(string index, byte[] definition, CancellationToken cancellation)
    {
        using var reply = await search.WriteAsync(HttpMethod.Put, index, definition, cancellation);
        if (reply.ErrorType != "resource_already_exists_exception")
        {
            reply.EnsureSuccess($"creating the index {index}");
        }
    }

    private static (long At, string Id)? ReadToken(string? token) =>
        token?.Split('-') is [var at, _] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? (milliseconds, token) : null;

    private static CartEvent Read(JsonElement source) => new(
        source.GetProperty("id").GetString()!,
        DateTimeOffset.FromUnixTimeMilliseconds(source.GetProperty("at").GetInt64()),
        source.GetProperty("type").GetString()!,
        source.GetProperty("basket").GetString()!,
        source.GetProperty("product").GetString()!,
        source.GetProperty("category").GetString()!,
        source.GetProperty("quantity").GetInt32());

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json);

    [LoggerMessage(1, LogLevel.Warning, "{Count} cart events were lost: {Reason}")]
    private partial void LogEventsLost(int count, string reason);
}
