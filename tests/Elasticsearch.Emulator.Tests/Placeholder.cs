namespace Elasticsearch.Emulator.Tests;

internal static class Placeholder;
