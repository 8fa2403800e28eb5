using System.Security.Cryptography;
using System.Text;
using Shop.Cart.Carts;

namespace Shop.Cart.Events;

/// <summary>Something that happened to a line. <c>Basket</c> stands for the cart without revealing its name, which is its key.</summary>
internal sealed record CartEvent(string Id, DateTimeOffset At, string Type, string Basket, string ProductId, string Category, int Quantity);

/// <summary>Some events, and the token to ask for those that follow.</summary>
internal sealed record EventPage(IReadOnlyList<CartEvent> Events, string? Next);

/// <summary>What happened, before it is known when and in which cart.</summary>
internal sealed record CartEventDraft(string Type, CartLine Line, int Quantity)
{
    public CartEvent Of(string cartId, DateTimeOffset at) =>
        new("", at, Type, $"b-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("basket " + cartId)))[..24]}", Line.ProductId, Line.Category, Quantity);
}
