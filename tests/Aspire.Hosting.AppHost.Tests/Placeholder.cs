namespace Aspire.Hosting.AppHost.Tests;

internal static class Placeholder;
