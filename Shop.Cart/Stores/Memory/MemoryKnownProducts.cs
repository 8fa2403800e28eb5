using System.Collections.Concurrent;
using Shop.Cart.Catalogue;

namespace Shop.Cart.Stores.Memory;

internal sealed class MemoryKnownProducts : IKnownProducts
{
    private const int MostProducts = 20_000;

    private readonly ConcurrentDictionary<string, KnownProduct> _products = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Ids => [.. _products.Keys];

    public KnownProduct? Find(string id) => _products.GetValueOrDefault(id);

    public Task RememberAsync(IReadOnlyCollection<KnownProduct> products)
    {
        foreach (var product in products)
        {
            _products[product.Id] = product;
        }

        foreach (var surplus in _products.Keys.Take(Math.Max(0, _products.Count - MostProducts)))
        {
            _products.TryRemove(surplus, out _);
        }

        return Task.CompletedTask;
    }

    public Task ForgetAsync(IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids)
        {
            _products.TryRemove(id, out _);
        }

        return Task.CompletedTask;
    }
}
