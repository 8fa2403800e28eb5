namespace Aspirate.Tests;

internal static class Placeholder;
