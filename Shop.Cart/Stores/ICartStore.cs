using Shop.Cart.Events;

namespace Shop.Cart.Stores;

/// <summary>Keeps carts, and what happened to them.</summary>
internal interface ICartStore
{
    Task<Carts.Cart?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Saves a cart with its events if the store still holds <paramref name="previous"/> (null: nothing); false when somebody was faster.</summary>
    Task<bool> TrySaveAsync(Carts.Cart next, Carts.Cart? previous, IReadOnlyList<CartEvent> events, CancellationToken cancellation);

    /// <summary>Events after a token, oldest first; a token that this store does not know starts from the oldest.</summary>
    Task<EventPage> ReadEventsAsync(string? after, int limit, CancellationToken cancellation);

    /// <summary>Throws when the store does not work.</summary>
    Task CheckAsync(CancellationToken cancellation);
}
