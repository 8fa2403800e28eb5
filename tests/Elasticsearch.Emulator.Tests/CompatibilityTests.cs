using System.Runtime.CompilerServices;

namespace Elasticsearch.Emulator.Tests;

public sealed class CompatibilityTests
{
    [Fact]
    public void The_page_about_what_is_supported_is_what_the_code_says()
    {
        var page = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "elasticsearch-emulator.md"));

        Assert.True(File.ReadAllText(page).ReplaceLineEndings("\n") == Compatibility.Table(),
            "docs/elasticsearch-emulator.md is out of date; make it again with: dotnet run --project hosting/Elasticsearch.Emulator -- --compatibility > docs/elasticsearch-emulator.md");
    }

    [Fact]
    public void Nothing_is_both_supported_and_refused()
    {
        Assert.Empty(Emulator.Search.Queries.QueryParser.Names.Intersect(Emulator.Search.Queries.QueryParser.UnsupportedNames));
        Assert.Empty(Emulator.Search.Aggregations.AggregationParser.Names.Intersect(Emulator.Search.Aggregations.AggregationParser.UnsupportedNames));
        Assert.Empty(Emulator.Mapping.FieldSchema.Types.Intersect(Emulator.Mapping.FieldSchema.UnsupportedTypes));
    }

    static string Here([CallerFilePath] string file = "") => file;
}
