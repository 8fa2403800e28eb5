namespace Aspire.Hosting.Python.Tests;

internal static class Placeholder;
