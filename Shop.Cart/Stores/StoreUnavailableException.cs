using ServiceDefaults.Http;

namespace Shop.Cart.Stores;

/// <summary>The store could not read or write: the change it was asked for did not happen.</summary>
internal sealed class StoreUnavailableException(string message, Exception inner)
    : UnavailableException(message, "The carts cannot be read or written at the moment. Try again shortly.", inner);
