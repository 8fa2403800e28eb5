namespace Shop.Cart.Catalogue;

/// <summary>The last known product data, for when the catalogue is down.</summary>
internal interface IKnownProducts
{
    KnownProduct? Find(string id);

    IReadOnlyCollection<string> Ids { get; }

    /// <summary>Completes when the data will survive whatever the store survives.</summary>
    Task RememberAsync(IReadOnlyCollection<KnownProduct> products);

    Task ForgetAsync(IReadOnlyCollection<string> ids);
}
