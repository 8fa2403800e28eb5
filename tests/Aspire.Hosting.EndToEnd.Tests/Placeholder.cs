namespace Aspire.Hosting.EndToEnd.Tests;

internal static class Placeholder;
