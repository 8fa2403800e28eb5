namespace Aspire.Hosting.Elasticsearch.Tests;

internal static class Placeholder;
