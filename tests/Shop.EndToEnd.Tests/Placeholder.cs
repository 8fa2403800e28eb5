namespace Shop.EndToEnd.Tests;

internal static class Placeholder;
