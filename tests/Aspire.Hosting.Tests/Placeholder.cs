namespace Aspire.Hosting.Tests;

internal static class Placeholder;
