using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Shop.Cart.Events;

namespace Shop.Cart.Stores.Memory;

/// <summary>Session carts: gone with the process, and with time.</summary>
internal sealed class MemoryCartStore : ICartStore, IDisposable
{
    private const int MostCarts = 100_000;
    private const int MostEvents = 10_000;

    private readonly ConcurrentDictionary<string, Carts.Cart> _carts = new(StringComparer.Ordinal);
    private readonly Queue<CartEvent> _events = new();
    private readonly Lock _eventsLock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _lifetime;
    private readonly ITimer _sweep;

    // Event numbers begin again with every process: the mark keeps an old token from skipping new events.
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private long _lastEvent;

    public MemoryCartStore(TimeProvider time, IOptions<CartOptions> options)
    {
        _time = time;
        _lifetime = options.Value.SessionLifetime;
        _sweep = time.CreateTimer(_ => RemoveIdle(), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
    }

    public int Count => _carts.Count;

    public Task<Carts.Cart?> FindAsync(string id, CancellationToken cancellation) => Task.FromResult(_carts.GetValueOrDefault(id));

    public Task<bool> TrySaveAsync(Carts.Cart next, Carts.Cart? previous, IReadOnlyList<CartEvent> events, CancellationToken cancellation)
    {
        if (previous is null && _carts.Count >= MostCarts)
        {
            RemoveOldest();
        }

        var saved = previous is null ? _carts.TryAdd(next.Id, next) : _carts.TryUpdate(next.Id, next, previous);
        if (saved)
        {
            Publish(events);
        }

        return Task.FromResult(saved);
    }

    public Task<EventPage> ReadEventsAsync(string? after, int limit, CancellationToken cancellation)
    {
        var last = NumberOf(after);
        lock (_eventsLock)
        {
            var page = _events.Where(happened => NumberOf(happened.Id) > last).Take(limit).ToArray();
            return Task.FromResult(new EventPage(page, page.Length > 0 ? page[^1].Id : IdOf(Math.Max(last, 0))));
        }
    }

    public Task CheckAsync(CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose() => _sweep.Dispose();

    private void Publish(IReadOnlyList<CartEvent> events)
    {
        lock (_eventsLock)
        {
            foreach (var happened in events)
            {
                _events.Enqueue(happened with { Id = IdOf(++_lastEvent) });
            }

            while (_events.Count > MostEvents)
            {
                _events.Dequeue();
            }
        }
    }

    private string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_mark}-{number}");

    private long NumberOf(string? id) =>
        id is not null && id.StartsWith(_mark + "-", StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(_mark.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private void RemoveIdle()
    {
        var limit = _time.GetUtcNow() - _lifetime;
        foreach (var idle in _carts.Where(cart => cart.Value.UpdatedAt < limit))
        {
            // The pair, not the key: a cart that was written to this moment stays.
            ((ICollection<KeyValuePair<string, Carts.Cart>>)_carts).Remove(idle);
        }
    }

    // A tenth at a time, so that a flood of new carts does not sort them all for each.
    private void RemoveOldest()
    {
        RemoveIdle();
        if (_carts.Count < MostCarts)
        {
            return;
        }

        foreach (var old in _carts.OrderBy(cart => cart.Value.UpdatedAt).Take(MostCarts / 10).ToArray())
        {
            ((ICollection<KeyValuePair<string, Carts.Cart>>)_carts).Remove(old);
        }
    }
}
