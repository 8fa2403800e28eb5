namespace Aspire.Hosting.NodeJs.Tests;

internal static class Placeholder;
