namespace Shop.Api.Tests;

internal static class Placeholder;
