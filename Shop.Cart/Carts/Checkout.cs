using Shop.Cart.Catalogue;

namespace Shop.Cart.Carts;

/// <summary>Compares a cart with the catalogue before it is paid.</summary>
internal sealed class Checkout(CatalogueReader catalogue)
{
    public async Task<CheckoutView> ReviewAsync(Cart cart, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(cart.Lines.Select(line => catalogue.FindAsync(line.ProductId, cancellation)));
        var problems = cart.Lines.Zip(answers, Compare).OfType<CheckoutProblem>().ToArray();
        var isCurrent = answers.All(answer => answer is CatalogueAnswer.Gone or CatalogueAnswer.Found { IsCurrent: true });
        var view = CartView.Of(cart);
        return new CheckoutView(view, view.Total, view.Currency, isCurrent ? "current" : "last-known", problems);
    }

    private static CheckoutProblem? Compare(CartLine line, CatalogueAnswer answer)
    {
        switch (answer)
        {
            case CatalogueAnswer.Gone:
                return new CheckoutProblem(line.ProductId, "gone", "The product is no longer sold.", null, null);
            case CatalogueAnswer.Found { Product: var product } when product.Price != line.Price || product.Currency != line.Currency:
                return new CheckoutProblem(line.ProductId, "price-changed", "The price changed since the product was put in.", Money.FromMinor(product.Price), null);
            case CatalogueAnswer.Found { Product: var product } when product.Stock < line.Quantity:
                return new CheckoutProblem(line.ProductId, "out-of-stock", "There is not enough in stock.", null, product.Stock);
            default:
                // Nothing newer is known than what the line says itself.
                return null;
        }
    }
}
