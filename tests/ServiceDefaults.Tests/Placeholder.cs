namespace ServiceDefaults.Tests;

internal static class Placeholder;
