namespace Architecture.Tests;

internal static class Placeholder;
