namespace Shop.Cart.Tests;

internal static class Placeholder;
