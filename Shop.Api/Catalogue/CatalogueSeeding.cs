using Microsoft.Extensions.Options;
using ServiceDefaults.Search;
using Shop.Api.Seed;

namespace Shop.Api.Catalogue;

/// <summary>Fills an empty index. Products that are there already stay as they are, so two replicas may do it at once.</summary>
internal sealed partial class CatalogueSeeding(SearchClient search, IOptions<CatalogueOptions> options, ILogger<CatalogueSeeding> logger)
{
    private const int BatchSize = 1000;

    public async Task SeedAsync(string index, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var batch in SeedProducts.Create(options.Value.SeedCount).Chunk(BatchSize))
        {
            await BulkCreation.SendAsync(search, index, batch, externalVersions: false, cancellation);
        }

        using var refresh = await search.ReadAsync(HttpMethod.Post, $"{index}/_refresh", default, cancellation);
        refresh.EnsureSuccess("making the seeded products visible");
        LogSeeded(options.Value.SeedCount, index, (long)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    [LoggerMessage(1, LogLevel.Information, "{Count} products were put into {Index} in {Milliseconds} ms.")]
    private partial void LogSeeded(int count, string index, long milliseconds);
}
